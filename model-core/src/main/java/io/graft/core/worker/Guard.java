package io.graft.core.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An exclusive lock on a file, against other threads and other processes. The system gives it up when the process dies. */
final class Guard implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** A process must not even open a file it has locked: closing it again would give up the lock. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private Guard(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits for the lock. */
    static Guard of(Path file) throws IOException, InterruptedException {
        Optional<Guard> guard = tryOf(file);
        while (guard.isEmpty()) {
            Thread.sleep(BETWEEN_TRIES);
            guard = tryOf(file);
        }
        return guard.get();
    }

    /** Empty when another thread or process holds the lock. */
    static Optional<Guard> tryOf(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent()).toRealPath();
        Path only = folder.resolve(file.getFileName());
        if (!HELD_HERE.add(only)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = locked(only);
            return Optional.ofNullable(channel).map(held -> new Guard(only, held));
        } finally {
            if (channel == null) {
                HELD_HERE.remove(only);
            }
        }
    }

    /** Null when another process holds the lock. */
    private static @Nullable FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
            return channel;
        }
        channel.close();
        return null;
    }

    /** The lock's file stays: whoever waits for it has it open. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
