package io.graft.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    private Path cache;

    @Test
    void aJobBeginsWithAnEmptyFolderAndEndsWithNone() throws IOException {
        UUID job = UUID.randomUUID();
        try (Scratch scratch = Scratch.open(cache)) {
            Files.writeString(scratch.begin(job).resolve("left"), "over");
            Path again = scratch.begin(job);
            assertThat(again).isEmptyDirectory();
            scratch.end(job);
            assertThat(again).doesNotExist();
        }
    }

    @Test
    void whatADeadWorkerLeftIsRemovedByTheNext() throws IOException {
        Path dead = Files.createDirectories(cache.resolve("scratch/dead/job"));
        Files.writeString(dead.resolve("output"), "half");
        Files.createFile(cache.resolve("scratch/dead.lock"));

        try (Scratch _ = Scratch.open(cache)) {
            assertThat(cache.resolve("scratch/dead")).doesNotExist();
            assertThat(cache.resolve("scratch/dead.lock")).doesNotExist();
        }
    }

    @Test
    void whatALivingWorkerUsesIsLeftAlone() throws IOException {
        try (Scratch living = Scratch.open(cache)) {
            Path job = living.begin(UUID.randomUUID());
            try (Scratch _ = Scratch.open(cache)) {
                assertThat(job).exists();
            }
        }
    }

    @Test
    void aWorkerThatClosesLeavesNothing() throws IOException {
        try (Scratch scratch = Scratch.open(cache)) {
            Files.writeString(scratch.begin(UUID.randomUUID()).resolve("a"), "b");
        }
        try (Stream<Path> left = Files.list(cache.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void removingAFolderRemovesLinksAndNotWhatTheyPointTo() throws IOException {
        Path kept = Files.writeString(cache.resolve("kept"), "content");
        UUID job = UUID.randomUUID();
        try (Scratch scratch = Scratch.open(cache)) {
            Path folder = scratch.begin(job);
            Files.createLink(folder.resolve("hard"), kept);
            Files.createSymbolicLink(folder.resolve("soft"), kept);
            Files.createSymbolicLink(folder.resolve("folder"), cache);
            scratch.end(job);
        }
        assertThat(kept).hasContent("content");
    }
}
