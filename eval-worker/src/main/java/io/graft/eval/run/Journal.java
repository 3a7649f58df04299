package io.graft.eval.run;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All replies of one model, on disk as soon as they are known. Its file is called after the model's identity and says so in its
 * first line, so another model's replies are never taken for its own. It only grows; a line that a crash left unfinished is cut
 * off when the file is opened again. For one process at a time.
 */
public final class Journal implements AutoCloseable {
    private static final long SYNC_NANOS = 5_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final Map<Digest, Reply> replies = new HashMap<>();
    private long synced = System.nanoTime();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the journal of a model, or begins one.
     *
     * @param folder is made if it is not there
     * @param model the identity of the model
     */
    public static Journal open(Path folder, Digest model) {
        Path file = folder.resolve(model.hex() + ".replies");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            try {
                journal.lock();
                journal.read(JournalLine.checked("graft replies 1 of " + model));
                return journal;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** What the model replied to the same request before. */
    public Optional<Reply> find(Request request) {
        return Optional.ofNullable(replies.get(RequestKey.of(request)));
    }

    /** Keeps a reply. It outlives this process from now on, and a power cut a few seconds later. */
    public void add(Request request, Reply reply) {
        Digest key = RequestKey.of(request);
        if (replies.putIfAbsent(key, reply) == null) {
            append(new JournalLine(key, reply).written());
        }
    }

    /** The number of different requests with a reply. */
    public int size() {
        return replies.size();
    }

    @Override
    public void close() {
        try (channel) {
            channel.force(false);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(e);
        }
        throw inUse(null);
    }

    private void read(String firstLine) throws IOException {
        String[] lines = Files.readString(file, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length == 1) {
            channel.truncate(0);
            append(firstLine);
            return;
        }
        if (!lines[0].equals(firstLine)) {
            throw RunError.JOURNAL_FOREIGN.at(
                    file,
                    "%s does not begin as the journal of this model does".formatted(file),
                    "Remove it; its replies are computed again.",
                    null);
        }
        long end = bytes(firstLine).length;
        for (int i = 1; i < lines.length - 1; i++) {
            Optional<JournalLine> line = JournalLine.parse(lines[i]);
            if (line.isEmpty()) {
                break;
            }
            replies.put(line.get().request(), line.get().reply());
            end += bytes(lines[i]).length;
        }
        channel.truncate(end).position(end);
    }

    private void append(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(line));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (System.nanoTime() - synced > SYNC_NANOS) {
                channel.force(false);
                synced = System.nanoTime();
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private GraftException inUse(@Nullable Throwable cause) {
        return RunError.JOURNAL_IN_USE.at(
                file,
                "%s is in use: the same model is being evaluated by another process or arm".formatted(file),
                "Wait until that is finished, or use another folder.",
                cause);
    }

    private static GraftException failed(Path file, IOException cause) {
        return RunError.JOURNAL_FAILED.at(
                file,
                "%s cannot be used: %s".formatted(file, cause.getMessage()),
                "Check the folder, its permissions and the free space.",
                cause);
    }
}
