package io.graft.core.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Meter;
import io.graft.core.transfer.Transfer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private Clock clock = Clock.systemUTC();
    private HttpServer store;

    @TempDir
    private Path folder;

    @BeforeEach
    void startStore() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/api/v1/blobs/", exchange -> {
            fetched.incrementAndGet();
            byte[] content = blobs.getOrDefault(
                    exchange.getRequestURI().getPath().substring("/api/v1/blobs/".length()), new byte[0]);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        store.start();
    }

    @AfterEach
    void stopStore() {
        store.stop(0);
    }

    @Test
    void aFileIsFetchedOnceAndThenLinked() throws Exception {
        ArtifactFile file = blob("weights");
        Cache cache = cache(1000);
        cache.link(file, folder.resolve("one"), Meter.NONE);
        cache.link(file, folder.resolve("two"), Meter.NONE);

        assertThat(folder.resolve("one")).hasContent("weights");
        assertThat(folder.resolve("two")).hasContent("weights");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void bytesThatAreNotTheDigestsAreRefused() {
        ArtifactFile file = blob("weights");
        blobs.put(file.sha256().toString(), "WEIGHTS".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> cache(1000).link(file, folder.resolve("one"), Meter.NONE))
                .isInstanceOf(GraftException.class);
        assertThat(folder.resolve("one")).doesNotExist();
        assertThat(cache(1000).entry(file)).doesNotExist();
    }

    @Test
    void anEntryThatLostItsEndIsFetchedAgain() throws Exception {
        ArtifactFile file = blob("weights");
        Cache cache = cache(1000);
        Files.createDirectories(cache.entry(file).getParent());
        Files.writeString(cache.entry(file), "wei");

        cache.link(file, folder.resolve("one"), Meter.NONE);

        assertThat(folder.resolve("one")).hasContent("weights");
    }

    @Test
    void whatWentUnusedLongestIsEvictedFirst() throws Exception {
        Cache cache = cache(10);
        ArtifactFile oldest = use("aaaaa");
        ArtifactFile newer = use("bbbbb");
        ArtifactFile newest = use("ccccc");
        use("aaaaa");

        cache.shrink();

        assertThat(cache.entry(oldest)).exists();
        assertThat(cache.entry(newer)).doesNotExist();
        assertThat(cache.entry(newest)).exists();
    }

    @Test
    void whatARunningMergeUsesIsNeverEvicted() throws Exception {
        Cache cache = cache(0);
        ArtifactFile used = blob("in use");
        cache.link(used, folder.resolve("input"), Meter.NONE);
        cache.shrink();
        assertThat(cache.entry(used)).exists();

        Files.delete(folder.resolve("input"));
        cache.shrink();
        assertThat(cache.entry(used)).doesNotExist();
    }

    @Test
    void workersThatShareACacheFetchEachFileOnceAndEvictNothingOfEachOther() throws Exception {
        List<ArtifactFile> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(blob("content of file " + i));
        }
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                Path own = Files.createDirectory(folder.resolve("worker" + worker));
                all.add(workers.submit(() -> linkAll(files, own)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(fetched).hasValue(8);
    }

    private Void linkAll(List<ArtifactFile> files, Path own) throws Exception {
        Cache cache = cache(0);
        for (ArtifactFile file : files) {
            cache.link(file, own.resolve(file.path()), Meter.NONE);
            cache.shrink();
            assertThat(Digest.of(Files.readAllBytes(own.resolve(file.path())))).isEqualTo(file.sha256());
        }
        return null;
    }

    private ArtifactFile use(String content) throws Exception {
        ArtifactFile file = blob(content);
        clock = Clock.offset(clock, Duration.ofMinutes(1));
        cache(10).link(file, folder.resolve("input"), Meter.NONE);
        Files.delete(folder.resolve("input"));
        return file;
    }

    private ArtifactFile blob(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        blobs.put(digest.toString(), bytes);
        return new ArtifactFile(digest.abbreviated(), bytes.length, digest);
    }

    private Cache cache(long budget) {
        URI address = URI.create("http://localhost:" + store.getAddress().getPort());
        return new Cache(
                folder.resolve("cache"),
                budget,
                digest -> address.resolve("/api/v1/blobs/" + digest),
                new Transfer(2),
                clock);
    }
}
