package io.graft.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Part;
import io.graft.core.transfer.UploadPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobsTest extends BlobsContract {
    private static final SignedUrls URLS = new SignedUrls(new byte[32], Duration.ofHours(1), Clock.systemUTC());

    @TempDir
    private static Path folder = Path.of("");

    private FolderStore store;

    @BeforeAll
    void open() throws IOException {
        store = new FolderStore(folder, URLS);
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    void put(Upload upload, Part part, byte[] body) throws IOException {
        store.receive(upload, part.number(), new ByteArrayInputStream(body));
    }

    @Test
    void aPartThatIsCutOffIsAsIfItHadNeverCome() throws IOException {
        byte[] file = random(100, 1000);
        UploadPlan plan = begin(file);
        Part part = plan.parts().getFirst();
        put(blobs().upload(plan.id()), part, file);

        assertRefused(
                StorageError.UPLOAD_PART_LENGTH, () -> put(blobs().upload(plan.id()), part, Arrays.copyOf(file, 999)));

        assertThat(blobs().complete(plan.id())).isFalse();
    }

    @Test
    void aPartThatIsTooLongIsRefusedAndHurtsNoOther() throws Exception {
        byte[] file = random(101, (5 << 20) + 10);
        UploadPlan plan = begin(file);
        Upload upload = blobs().upload(plan.id());
        put(upload, plan.parts().get(1), Arrays.copyOfRange(file, 5 << 20, file.length));

        assertRefused(
                StorageError.UPLOAD_PART_LENGTH, () -> put(upload, plan.parts().getFirst(), file));

        put(upload, plan.parts().getFirst(), Arrays.copyOf(file, 5 << 20));
        blobs().finish(plan.id(), BlobReader.PLAIN);
        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void aPartThatIsNotInThePlanIsRefused() {
        UploadPlan plan = begin(random(102, 10));

        assertRefused(
                StorageError.UPLOAD_PART_UNKNOWN,
                () -> store.receive(blobs().upload(plan.id()), 2, new ByteArrayInputStream(new byte[10])));
    }

    @Test
    void aRequestThatHangsCannotChangeBytesAfterTheyWereVerified() throws Exception {
        byte[] file = random(103, 1 << 20);
        UploadPlan plan = begin(file);
        Upload upload = blobs().upload(plan.id());
        try (PipedOutputStream client = new PipedOutputStream();
                PipedInputStream body = new PipedInputStream(client, 1 << 20)) {
            client.write(random(104, 1000));
            CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> receive(upload, body));
            while (body.available() > 0) {
                Thread.sleep(Duration.ofMillis(5));
            }
            put(upload, plan.parts().getFirst(), file);
            blobs().finish(plan.id(), BlobReader.PLAIN);
            client.write(random(105, (1 << 20) - 1000));

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(hanging::get)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            GraftException.class, e -> assertThat(e.code()).isEqualTo(StorageError.UPLOAD_SEALED));
        }
        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void bytesAtTheirLastPlaceThatTheDatabaseForgotAreSwept() throws IOException {
        Digest digest = Digest.of("forgotten");
        Path stray = folder.resolve("blobs/sha256")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
        Files.createDirectories(stray.getParent());
        Files.writeString(stray, "forgotten");

        sweepAfter(Duration.ofMinutes(59));
        assertThat(stray).exists();
        sweepAfter(Duration.ofMinutes(61));

        assertThat(stray).doesNotExist();
    }

    private void receive(Upload upload, PipedInputStream body) {
        try {
            store.receive(upload, 1, body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
