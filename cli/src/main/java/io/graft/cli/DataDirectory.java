package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one suite keeps everything: its database, its blobs, its logs. Held by one suite at a time; the operating system lets
 * go of it when that process ends, however it ends.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "graft.lock";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Takes the directory, making it where it is not there yet. Refuses one that another suite holds. */
    static DataDirectory claim(Path path) throws IOException {
        Path root = Files.createDirectories(path.toAbsolutePath().normalize(), OWNER_ONLY);
        FileChannel lock = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLockedBy(lock)) {
            lock.close();
            throw held(root);
        }
        Files.deleteIfExists(addressFile(root));
        return new DataDirectory(root, lock);
    }

    Path root() {
        return root;
    }

    Path blobs() {
        return root.resolve("blobs");
    }

    Path cache() {
        return root.resolve("cache");
    }

    Path logs() throws IOException {
        return Files.createDirectories(root.resolve("logs"));
    }

    /** Leaves word of where the suite answers, for whoever finds the directory held. */
    void announce(String address) throws IOException {
        Files.writeString(addressFile(root), address);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(addressFile(root));
        lock.close();
    }

    private static boolean isLockedBy(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static GraftException held(Path root) throws IOException {
        Path address = addressFile(root);
        String place = Files.exists(address) ? "answers at " + Files.readString(address) : "is starting or stopping";
        return new GraftException(
                CliError.SUITE_RUNNING,
                root.toString(),
                "Another suite runs on this data directory; it " + place,
                "Use that one, stop it, or choose another directory with --data.");
    }

    private static Path addressFile(Path root) {
        return root.resolve("graft.address");
    }
}
