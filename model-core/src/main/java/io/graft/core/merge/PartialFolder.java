package io.graft.core.merge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder beside an output, in which something is written until all is there. Renaming it is the moment at which the output
 * appears. Whoever writes holds a lock in it, which goes with the process: what a killed one left is taken over by the next merge
 * that is the same, and removed by the next other one to the same place.
 */
public final class PartialFolder implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path target;
    private final Path folder;
    private final FileChannel lock;

    private PartialFolder(Path target, Path folder, FileChannel lock) {
        this.target = target;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the place beside an output, and clears away what killed processes left there.
     *
     * @param identity by which a writer recognises what an earlier process left of the same output; letters and digits
     */
    public static PartialFolder beside(Path target, String identity) throws IOException {
        Path parent = parent(target);
        Files.createDirectories(parent);
        String prefix = "." + target.getFileName() + ".partial-";
        removeAbandoned(parent, prefix, prefix + identity);
        Optional<PartialFolder> mine = take(target, parent.resolve(prefix + identity));
        while (mine.isEmpty()) {
            mine = take(target, parent.resolve(prefix + identity + "-" + System.nanoTime()));
        }
        return mine.get();
    }

    private static Optional<PartialFolder> take(Path target, Path folder) throws IOException {
        Files.createDirectories(folder);
        return lock(folder).map(lock -> new PartialFolder(target, folder, lock));
    }

    static Path parent(Path target) {
        Path parent = target.toAbsolutePath().normalize().getParent();
        return parent == null ? target.toAbsolutePath().getRoot() : parent;
    }

    public Path path() {
        return folder;
    }

    /** Puts the folder in the target's place, which is empty, absent, or may be replaced. */
    public void publish() throws IOException {
        Files.delete(folder.resolve(LOCK));
        if (Files.exists(target)) {
            Path old = Files.move(target, folder.resolveSibling(folder.getFileName() + ".old"));
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            remove(old);
        } else {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            remove(folder);
        }
    }

    /** Empty if somebody else holds it, or has just removed the folder. */
    private static Optional<FileChannel> lock(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        if (isTaken(channel)) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static void removeAbandoned(Path parent, String prefix, String mine) throws IOException {
        for (Path partial : partials(parent, prefix)) {
            if (!partial.getFileName().toString().equals(mine)) {
                removeAbandoned(partial);
            }
        }
    }

    private static void removeAbandoned(Path partial) throws IOException {
        Optional<FileChannel> lock = lock(partial);
        if (lock.isPresent()) {
            try (FileChannel _ = lock.get()) {
                remove(partial);
            }
        }
    }

    private static List<Path> partials(Path parent, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
