package io.graft.core.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker's own folder beside the cache, for the job at hand. It is locked while the worker lives; the next one to start
 * removes those whose worker is gone.
 */
public final class Scratch implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Guard guard;

    private Scratch(Path folder, Guard guard) {
        this.folder = folder;
        this.guard = guard;
    }

    /** Makes the folder, and removes those whose worker is gone. */
    public static Scratch open(Path cache) throws IOException {
        Path all = Files.createDirectories(cache.resolve("scratch"));
        removeAbandoned(all);
        Optional<Scratch> opened = tryOpen(all);
        while (opened.isEmpty()) {
            opened = tryOpen(all);
        }
        return opened.get();
    }

    public Path folder() {
        return folder;
    }

    /** An empty folder for a job. */
    public Path begin(UUID job) throws IOException {
        Path begun = folder.resolve(job.toString());
        delete(begun);
        return Files.createDirectories(begun);
    }

    /** Removes a job's folder with all that is in it. */
    public void end(UUID job) throws IOException {
        delete(folder.resolve(job.toString()));
    }

    @Override
    public void close() throws IOException {
        delete(folder);
        guard.close();
        Files.deleteIfExists(lockOf(folder));
    }

    /** Empty when another worker took the new lock for an abandoned one, between its making and its locking. */
    private static Optional<Scratch> tryOpen(Path all) throws IOException {
        Path own = all.resolve(UUID.randomUUID().toString());
        return Guard.tryOf(lockOf(own)).map(guard -> new Scratch(own, guard));
    }

    private static void removeAbandoned(Path all) throws IOException {
        for (Path lock : locks(all)) {
            Optional<Guard> abandoned = Guard.tryOf(lock);
            if (abandoned.isPresent()) {
                try (Guard _ = abandoned.get()) {
                    delete(folderOf(lock));
                    Files.deleteIfExists(lock);
                }
            }
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static Path folderOf(Path lock) {
        String name = lock.getFileName().toString();
        return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private static List<Path> locks(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.toString().endsWith(LOCK)).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    /** Removes links, never what they point to. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
