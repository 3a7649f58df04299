package io.graft.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
    private static final int SIZE = 1_000_003;
    private static final int PART = 300_000;

    @TempDir
    Path folder;

    private final Store store = new Store();
    private final Transfer transfer = new Transfer(3, new Attempts(4, Duration.ofMillis(1), Duration.ofSeconds(5)));
    private final Transfer hasty = new Transfer(3, new Attempts(4, Duration.ofMillis(1), Duration.ofMillis(200)));
    private final AtomicLong moved = new AtomicLong();
    private final byte[] bytes = randomBytes();

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aFileIsUploadedInItsParts() throws Exception {
        transfer.upload(file(), plan(0), moved::addAndGet);

        assertThat(store.content).hasSize(4);
        assertThat(received()).isEqualTo(bytes);
        assertThat(moved).hasValue(SIZE);
    }

    @Test
    void partsThatArrivedBeforeAreNotSentAgain() throws Exception {
        transfer.upload(file(), plan(3), moved::addAndGet);

        assertThat(store.requests).containsExactly("PUT /4");
        assertThat(moved).hasValue(SIZE - 3 * PART);
    }

    @Test
    void aBusyStoreIsAskedAgain() throws Exception {
        store.answersBusy.set(3);

        transfer.upload(file(), plan(0), Meter.NONE);

        assertThat(received()).isEqualTo(bytes);
    }

    @Test
    void aConnectionThatBreaksWithinAPartIsMadeAgain() throws Exception {
        store.hangsUp.set(3);

        transfer.upload(file(), plan(0), moved::addAndGet);

        assertThat(received()).isEqualTo(bytes);
        assertThat(moved).hasValue(SIZE);
    }

    @Test
    void aStoreThatFallsSilentDuringAnUploadIsAskedAgain() throws Exception {
        store.fallsSilent.set(2);

        hasty.upload(file(), plan(0), moved::addAndGet);

        assertThat(received()).isEqualTo(bytes);
        assertThat(moved).hasValue(SIZE);
    }

    @Test
    void oneRefusedPartEndsTheUpload() {
        UploadPlan plan = plan(0);
        List<Part> parts = new ArrayList<>(plan.parts());
        parts.set(1, new Part(2, PART, PART, URI.create(store.url("/refused/2") + "?signature=secret"), false));
        UploadPlan refused = new UploadPlan(plan.id(), plan.path(), plan.sha256(), SIZE, parts);

        assertRefused(() -> transfer.upload(file(), refused, Meter.NONE), TransferError.TRANSFER_REFUSED)
                .satisfies(e -> assertThat(e.where()).endsWith("/refused/2"));
    }

    @Test
    void anEmptyFileIsUploaded() throws Exception {
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        Part part = new Part(1, 0, 0, store.url("/1"), false);
        Digest sha256 = Digest.of(new byte[0]);

        transfer.upload(empty, new UploadPlan(UUID.randomUUID(), "empty", sha256, 0, List.of(part)), Meter.NONE);

        assertThat(store.content).containsOnlyKeys("/1");
    }

    @Test
    void aStoreThatStaysBusyIsGivenUp() {
        store.answersBusy.set(1000);

        assertRefused(() -> transfer.upload(file(), plan(0), Meter.NONE), TransferError.TRANSFER_FAILED);
    }

    @Test
    void aFileThatChangedSinceItWasAnnouncedIsNotSent() throws IOException {
        Path changed = Files.write(folder.resolve("changed"), new byte[3]);

        assertRefused(() -> transfer.upload(changed, plan(0), Meter.NONE), TransferError.TRANSFER_FILE);
        assertThat(store.requests).isEmpty();
    }

    @Test
    void aFileIsDownloadedAndNothingElseIsLeft() throws Exception {
        store.content.put("/blob", bytes);

        download();

        assertThat(folder.resolve("down/blob")).hasBinaryContent(bytes);
        assertThat(folder.resolve("down")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItStopped() throws Exception {
        store.content.put("/blob", bytes);
        store.breaksOff.set(2);

        download();

        assertThat(folder.resolve("down/blob")).hasBinaryContent(bytes);
        assertThat(store.requests).hasSize(3);
        assertThat(moved).hasValue(SIZE);
    }

    @Test
    void aDownloadGoesOnFromWhatAnEarlierProcessLeft() throws Exception {
        store.content.put("/blob", bytes);
        Files.createDirectories(folder.resolve("down"));
        Files.write(folder.resolve("down/blob.part"), Arrays.copyOf(bytes, 900_000));

        download();

        assertThat(folder.resolve("down/blob")).hasBinaryContent(bytes);
        assertThat(moved).hasValue(SIZE - 900_000);
    }

    @Test
    void aStoreThatFallsSilentDuringADownloadIsAskedAgain() throws Exception {
        store.content.put("/blob", bytes);
        store.fallsSilent.set(2);

        hasty.download(store.url("/blob"), folder.resolve("blob"), SIZE, Digest.of(bytes), moved::addAndGet);

        assertThat(folder.resolve("blob")).hasBinaryContent(bytes);
        assertThat(moved).hasValue(SIZE);
    }

    @Test
    void whatAnEarlierProcessLeftOfOtherContentIsThrownAway() throws Exception {
        store.content.put("/blob", bytes);
        Files.createDirectories(folder.resolve("down"));
        Files.write(folder.resolve("down/blob.part"), new byte[900_000]);

        download();

        assertThat(folder.resolve("down/blob")).hasBinaryContent(bytes);
        assertThat(folder.resolve("down/blob.part")).doesNotExist();
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        store.content.put("/blob", bytes);

        transfer.download(store.url("/moved/blob"), folder.resolve("blob"), SIZE, Digest.of(bytes), Meter.NONE);

        assertThat(folder.resolve("blob")).hasBinaryContent(bytes);
    }

    @Test
    void aRangeThatWasNotAskedForIsNotTaken() {
        store.content.put("/blob", bytes);
        store.rangeSlip = 1;

        assertRefused(this::download, TransferError.TRANSFER_FAILED);
        assertThat(folder.resolve("down/blob")).doesNotExist();
    }

    @Test
    void moreBytesThanExpectedAreNotTaken() {
        store.content.put("/blob", Arrays.copyOf(bytes, SIZE + 1));

        assertRefused(this::download, TransferError.TRANSFER_FAILED);
        assertThat(folder.resolve("down/blob")).doesNotExist();
    }

    @Test
    void fewerBytesThanExpectedAreNotEnough() {
        store.content.put("/blob", Arrays.copyOf(bytes, SIZE - 1));

        assertRefused(this::download, TransferError.TRANSFER_FAILED);
        assertThat(folder.resolve("down/blob")).doesNotExist();
    }

    @Test
    void aStoreWithoutRangesIsReadFromTheStart() throws Exception {
        store.content.put("/blob", bytes);
        store.ignoresRanges = true;
        store.breaksOff.set(1);

        download();

        assertThat(folder.resolve("down/blob")).hasBinaryContent(bytes);
    }

    @Test
    void bytesThatTheDigestDoesNotNameAreThrownAway() {
        byte[] other = bytes.clone();
        other[SIZE / 2] ^= 1;
        store.content.put("/blob", other);

        assertRefused(this::download, TransferError.TRANSFER_CORRUPT);
        assertThat(folder.resolve("down")).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereIsNotAskedForTwice() {
        assertRefused(this::download, TransferError.TRANSFER_REFUSED);
        assertThat(store.requests).hasSize(1);
    }

    @Test
    void anInterruptedDownloadStops() {
        store.content.put("/blob", bytes);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::download);
        assertThat(folder.resolve("down/blob")).doesNotExist();
    }

    private void download() throws InterruptedException {
        transfer.download(store.url("/blob"), folder.resolve("down/blob"), SIZE, Digest.of(bytes), moved::addAndGet);
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private UploadPlan plan(int done) {
        List<Part> parts = new ArrayList<>();
        for (int number = 1; (number - 1) * PART < SIZE; number++) {
            int offset = (number - 1) * PART;
            parts.add(new Part(number, offset, Math.min(PART, SIZE - offset), store.url("/" + number), number <= done));
        }
        return new UploadPlan(UUID.randomUUID(), "file", Digest.of(bytes), SIZE, parts);
    }

    private byte[] received() {
        byte[] all = new byte[SIZE];
        store.content.forEach((path, part) ->
                System.arraycopy(part, 0, all, (Integer.parseInt(path.substring(1)) - 1) * PART, part.length));
        return all;
    }

    private interface Action {
        void run() throws Exception;
    }

    private static ThrowableAssertAlternative<GraftException> assertRefused(Action action, TransferError code) {
        return assertThatExceptionOfType(GraftException.class)
                .isThrownBy(action::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
