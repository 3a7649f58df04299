package io.graft.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Part;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What every store promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BlobsContract {
    private static final int PART = 5 << 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private BlobRows rows;
    private SegmentRows segments;
    private TransactionTemplate transaction;
    private Blobs blobs;

    /** The store under test, with nothing in it before the first test. */
    abstract Store store();

    /** Delivers a part as a client would. */
    abstract void put(Upload upload, Part part, byte[] body) throws Exception;

    @BeforeAll
    void connect() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.fresh());
        Flyway.configure().dataSource(database).load().migrate();
        rows = new BlobRows(JdbcClient.create(database));
        segments = new SegmentRows(JdbcClient.create(database));
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    @BeforeEach
    void whileARequestIsAnswered() {
        blobs = restarted();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
    }

    @AfterEach
    void afterwards() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void bytesComeInByPartsAndGoOutWhole() throws Exception {
        byte[] file = random(1, 2 * PART + 100);
        UploadPlan plan = begin(file);

        assertThat(plan.parts()).extracting(Part::length).containsExactly((long) PART, (long) PART, 100L);
        send(plan, file, 3, 1, 2);
        assertThat(blobs.contains(Digest.of(file))).isFalse();
        blobs.finish(plan.id(), BlobReader.PLAIN);

        assertThat(read(file)).isEqualTo(file);
        assertThat(blobs.isOpen(plan.id())).isFalse();
    }

    @Test
    void aFileBeyondOnePartOfTheUsualSizeWorks() throws Exception {
        byte[] file = random(2, (64 << 20) + 7);
        Blobs usual = new Blobs(store(), rows, segments, transaction, Clock.systemUTC(), 64 << 20);
        UploadPlan plan = usual.plan(usual.begin(Digest.of(file), file.length), "weights");

        assertThat(plan.parts()).hasSize(2);
        send(plan, file, 1, 2);
        usual.finish(plan.id(), BlobReader.PLAIN);

        assertThat(usual.contains(Digest.of(file))).isTrue();
    }

    @Test
    void anUploadGoesOnAfterARestartWhereItStopped() throws Exception {
        byte[] file = random(3, 2 * PART);
        UploadPlan plan = begin(file);
        send(plan, file, 2);

        Blobs restarted = restarted();
        UploadPlan again = restarted.plan(plan.id(), "weights");

        assertThat(again.parts()).extracting(Part::done).containsExactly(false, true);
        assertThat(restarted.complete(plan.id())).isFalse();
        send(again, file, 1);
        assertThat(restarted.complete(plan.id())).isTrue();
        restarted.finish(plan.id(), BlobReader.PLAIN);
        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void anInterruptedUploadIsInvisible() throws Exception {
        byte[] file = random(4, 2 * PART);
        UploadPlan plan = begin(file);
        send(plan, file, 1);

        assertThat(blobs.complete(plan.id())).isFalse();
        assertThat(blobs.contains(Digest.of(file))).isFalse();
        assertRefused(StorageError.BLOB_NOT_FOUND, () -> blobs.open(Digest.of(file)));
        assertRefused(StorageError.BLOB_NOT_FOUND, () -> blobs.downloadUrl(Digest.of(file), "file"));
    }

    @Test
    void aPartMayBeSentAgain() throws Exception {
        byte[] file = random(5, 100);
        UploadPlan plan = begin(file);
        send(plan, random(6, 100), 1);
        send(plan, file, 1);

        blobs.finish(plan.id(), BlobReader.PLAIN);

        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void wrongBytesAreRefusedAndGone() throws Exception {
        byte[] file = random(7, 1000);
        UploadPlan plan = begin(file);
        byte[] wrong = file.clone();
        wrong[999] ^= 1;
        send(plan, wrong, 1);

        assertRefused(StorageError.UPLOAD_CORRUPT, () -> blobs.finish(plan.id(), BlobReader.PLAIN));

        assertThat(blobs.contains(Digest.of(file))).isFalse();
        assertThat(blobs.isOpen(plan.id())).isFalse();
        upload(file);
        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void wrongBytesDoNoHarmToRightOnes() throws Exception {
        byte[] file = random(8, 1000);
        UploadPlan wrong = begin(file);
        UploadPlan right = begin(file);
        send(wrong, random(9, 1000), 1);
        send(right, file, 1);

        blobs.finish(right.id(), BlobReader.PLAIN);
        assertRefused(StorageError.UPLOAD_CORRUPT, () -> blobs.finish(wrong.id(), BlobReader.PLAIN));

        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void theSameBytesUploadedAtOnceAreKeptOnce() throws Exception {
        byte[] file = random(10, PART + 1);
        List<UploadPlan> plans = List.of(begin(file), begin(file), begin(file), begin(file));
        for (UploadPlan plan : plans) {
            send(plan, file, 1, 2);
        }

        atOnce(plans, plan -> blobs.finish(plan.id(), BlobReader.PLAIN));

        assertThat(read(file)).isEqualTo(file);
        assertThat(plans).noneMatch(plan -> blobs.isOpen(plan.id()));
    }

    @Test
    void oneUploadFinishedTwiceAtOnceIsFinished() throws Exception {
        byte[] file = random(11, PART);
        UploadPlan plan = begin(file);
        send(plan, file, 1);

        atOnce(List.of(1, 2, 3), _ -> {
            try {
                blobs.finish(plan.id(), BlobReader.PLAIN);
            } catch (GraftException e) {
                assertThat(e.code()).isEqualTo(StorageError.UPLOAD_NOT_FOUND);
            }
        });

        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void aCrashBetweenMovingTheBytesAndShowingThemIsMadeGood() throws Exception {
        byte[] file = random(12, 1000);
        UploadPlan plan = begin(file);
        send(plan, file, 1);
        store().seal(blobs.upload(plan.id()));
        store().publish(blobs.upload(plan.id()));
        assertThat(blobs.contains(Digest.of(file))).isFalse();

        restarted().finish(plan.id(), BlobReader.PLAIN);

        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void anEmptyFileHasOneEmptyPart() throws Exception {
        byte[] file = new byte[0];
        UploadPlan plan = begin(file);

        assertThat(plan.parts()).extracting(Part::length).containsExactly(0L);
        assertThat(blobs.complete(plan.id())).isFalse();
        send(plan, file, 1);
        assertThat(blobs.complete(plan.id())).isTrue();
        blobs.finish(plan.id(), BlobReader.PLAIN);

        assertThat(read(file)).isEmpty();
    }

    @Test
    void aStretchCanBeRead() throws Exception {
        byte[] file = random(13, 1000);
        upload(file);

        try (InputStream stretch = store().open(blobs.blob(Digest.of(file)), 10, 20)) {
            assertThat(stretch.readAllBytes()).isEqualTo(Arrays.copyOfRange(file, 10, 30));
        }
    }

    @Test
    void aReaderSeesTheBytesAndMayRefuseThem() throws Exception {
        byte[] file = random(14, 1000);
        UploadPlan plan = begin(file);
        send(plan, file, 1);

        assertRefused(
                Refusal.NOT_TO_MY_TASTE,
                () -> blobs.finish(plan.id(), bytes -> {
                    assertThat(bytes.read()).isEqualTo(Byte.toUnsignedInt(file[0]));
                    throw new GraftException(Refusal.NOT_TO_MY_TASTE, "file", "It begins oddly", "Send another.");
                }));

        assertThat(blobs.contains(Digest.of(file))).as("right bytes are kept").isTrue();
    }

    @Test
    void bytesThatNobodyRefersToAreSweptAfterTheGrace() throws Exception {
        byte[] wanted = random(15, 100);
        byte[] unwanted = random(16, 100);
        upload(wanted);
        upload(unwanted);
        UUID owner = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> blobs.refer(owner, List.of(Digest.of(wanted))));

        sweepAfter(HOUR.minusMinutes(1));
        assertThat(blobs.contains(Digest.of(unwanted))).as("within the grace").isTrue();
        sweepAfter(HOUR.plusMinutes(1));

        assertThat(blobs.contains(Digest.of(unwanted))).isFalse();
        assertThat(read(wanted)).isEqualTo(wanted);
        transaction.executeWithoutResult(_ -> blobs.release(owner));
        sweepAfter(HOUR.plusMinutes(1));
        assertThat(blobs.contains(Digest.of(wanted))).isFalse();
        assertRefused(StorageError.BLOB_NOT_FOUND, () -> blobs.open(Digest.of(wanted)));
    }

    @Test
    void sweptBytesCanComeBack() throws Exception {
        byte[] file = random(17, 100);
        upload(file);
        sweepAfter(DAY);

        upload(file);

        assertThat(read(file)).isEqualTo(file);
    }

    @Test
    void abandonedUploadsAreSwept() throws Exception {
        byte[] file = random(18, 2 * PART);
        UploadPlan plan = begin(file);
        send(plan, file, 1);

        sweepAfter(DAY.minusHours(1));
        assertThat(blobs.isOpen(plan.id())).isTrue();
        sweepAfter(DAY.plusHours(1));

        assertThat(blobs.isOpen(plan.id())).isFalse();
        assertRefused(StorageError.UPLOAD_NOT_FOUND, () -> blobs.plan(plan.id(), "weights"));
    }

    @Test
    void stagedBytesThatTheDatabaseForgotAreSwept() throws Exception {
        byte[] file = random(19, PART + 1);
        UploadPlan plan = begin(file);
        send(plan, file, 1);
        Upload upload = blobs.upload(plan.id());
        rows.deleteUpload(plan.id());
        assertThat(store().arrived(upload)).isNotEmpty();

        sweepAfter(DAY.plusHours(1));

        assertThat(store().uploadsBefore(Instant.now().plus(DAY)))
                .extracting(Upload::id)
                .doesNotContain(plan.id());
    }

    @Test
    void whatSomebodyJustCameToNeedIsNotSwept() throws Exception {
        byte[] file = random(20, 100);
        upload(file);
        UUID owner = UUID.randomUUID();

        transaction.executeWithoutResult(_ -> {
            assertThat(blobs.refer(owner, List.of(Digest.of(file)))).containsExactly(Digest.of(file));
            Thread sweeper = Thread.ofPlatform().start(() -> sweepAfter(DAY));
            waitUntilBlockedOrDone(sweeper);
        });
        sweepAfter(DAY);

        assertThat(read(file)).isEqualTo(file);
    }

    Blobs blobs() {
        return blobs;
    }

    private enum Refusal implements ErrorCode {
        NOT_TO_MY_TASTE;

        @Override
        public Fault fault() {
            return Fault.INVALID;
        }
    }

    private static void waitUntilBlockedOrDone(Thread sweeper) {
        try {
            sweeper.join(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a registry that was killed and started again sees it. */
    private Blobs restarted() {
        return new Blobs(store(), rows, segments, transaction, Clock.systemUTC(), PART);
    }

    void sweepAfter(Duration time) {
        Clock later = Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC);
        new Sweep(store(), rows, transaction, later, new SweepSettings(HOUR, HOUR), new UploadSettings(DAY)).run();
    }

    UploadPlan begin(byte[] file) {
        UUID id = blobs.begin(Digest.of(file), file.length);
        return blobs.plan(id, "weights");
    }

    private void send(UploadPlan plan, byte[] file, int... numbers) throws Exception {
        for (int number : numbers) {
            Part part = plan.parts().get(number - 1);
            int from = Math.toIntExact(part.offset());
            put(blobs.upload(plan.id()), part, Arrays.copyOfRange(file, from, from + Math.toIntExact(part.length())));
        }
    }

    void upload(byte[] file) throws Exception {
        UploadPlan plan = begin(file);
        send(plan, file, plan.parts().stream().mapToInt(Part::number).toArray());
        blobs.finish(plan.id(), BlobReader.PLAIN);
    }

    byte[] read(byte[] file) throws IOException {
        try (InputStream bytes = blobs.open(Digest.of(file))) {
            return bytes.readAllBytes();
        }
    }

    /** Something done to one of several things. */
    private interface Deed<T> {
        void to(T thing) throws Exception;
    }

    private static <T> void atOnce(List<T> things, Deed<T> deed) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> deeds = new ArrayList<>();
            things.forEach(thing -> deeds.add(() -> {
                deed.to(thing);
                return true;
            }));
            for (Future<Boolean> done : threads.invokeAll(deeds)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(call)
                .extracting(GraftException::code)
                .isEqualTo(code);
    }
}
