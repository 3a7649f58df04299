package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.DigestCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of files saves reading them, and never outlives what they hold. */
class DigestCacheTest {
    private static final String RECIPE = "merge_method: passthrough\nmodels:\n  - model: base+adapter0\n";

    /** Tells a time at which what was just written lies so far back that a later change would have a later time. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10));

    @TempDir
    Path room;

    @BeforeEach
    void copyTheModels() throws IOException {
        for (String folder : List.of("base", "adapter0")) {
            copy(Merging.golden("peft/lora").resolve(folder), room.resolve(folder));
        }
    }

    @Test
    void aFileThatLiesStillIsRemembered() throws Exception {
        Path first = merge("first");

        assertThat(remembered()).hasSize(1);
        Path entry = remembered().getFirst();
        Files.writeString(entry, Files.readString(entry).replaceAll("(?m)^[0-9a-f]{8}", "00000000"));

        assertThat(provenance(merge("second"))).isNotEqualTo(provenance(first));
    }

    @Test
    void aFileThatWasJustWrittenIsNotRemembered() throws Exception {
        merge("first", Clock.systemUTC());

        assertThat(remembered()).isEmpty();
    }

    @Test
    void aChangeIsSeenThoughSizeAndTimeAreTheSame() throws Exception {
        String first = provenance(merge("first"));
        Path weights = room.resolve("base/model.safetensors");
        FileTime time = Files.getLastModifiedTime(weights);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);
        Files.setLastModifiedTime(weights, time);

        assertThat(provenance(merge("second"))).isNotEqualTo(first);
    }

    @Test
    void aBrokenEntryIsNotUsed() throws Exception {
        String first = provenance(merge("first"));
        Files.writeString(remembered().getFirst(), "not a digest");

        assertThat(provenance(merge("second"))).isEqualTo(first);
    }

    private Path merge(String output) throws InterruptedException {
        return merge(output, LATER);
    }

    private Path merge(String output, Clock clock) throws InterruptedException {
        Merging merging = Merging.of(room, RECIPE);
        try (MergeInputs inputs = merging.open()) {
            inputs.remember(new DigestCache(room.resolve("cache"), clock));
            MergeRun.run(merging.plan(inputs), room.resolve(output), merging.options(), MergeListener.NONE);
        }
        return room.resolve(output);
    }

    private static String provenance(Path output) throws IOException {
        return Files.readString(output.resolve(Provenance.FILE));
    }

    private List<Path> remembered() throws IOException {
        if (!Files.exists(room.resolve("cache"))) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(room.resolve("cache"))) {
            return entries.toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
