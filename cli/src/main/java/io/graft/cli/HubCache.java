package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the files of one commit arrive, and stay. Held by one import at a time. */
final class HubCache implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private HubCache(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** @param root for this commit alone */
    static HubCache claim(Path root) throws IOException {
        Files.createDirectories(root.resolve("files"));
        Files.createDirectories(root.resolve("partial"));
        FileChannel lock = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLockedBy(lock)) {
            lock.close();
            throw new GraftException(
                    ImportError.IMPORT_RUNNING,
                    root.toString(),
                    "Another graft import fetches the same commit now",
                    "Wait for it, then run this again.");
        }
        return new HubCache(root, lock);
    }

    /** A folder with the files, as they will be registered. */
    Path files() {
        return root.resolve("files");
    }

    Path file(HubFile file) {
        return files().resolve(file.name());
    }

    /** What of a file is here while it is not whole. By a digest of its path, so that no path can be in another's way. */
    Path partial(HubFile file) {
        return root.resolve("partial").resolve(Digest.of(file.name()).hex());
    }

    /** How much of a file is here. */
    long here(HubFile file) throws IOException {
        Path there = Files.exists(file(file)) ? file(file) : partial(file);
        return Files.exists(there) ? Math.min(Files.size(there), file.size()) : 0;
    }

    /** Removes what is not of the selection, such as what an earlier release of Graft selected. */
    void keepOnly(List<HubFile> selected) throws IOException {
        Set<Path> wanted = selected.stream().map(this::file).collect(Collectors.toSet());
        try (Stream<Path> paths = Files.walk(files())) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!wanted.contains(path)) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The operating system lets go of the lock, too, when the process ends in any other way. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean isLockedBy(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}
