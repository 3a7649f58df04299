package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.transfer.TransferError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The beginning of a file that is on its way, digested as it grows, with the tag that the server gave to what it sent. */
final class HubPartial implements AutoCloseable {
    private static final int BLOCK = 1 << 18;

    private final Path path;
    private final HubFile file;
    private final FileChannel channel;
    private MessageDigest digest;
    private long size;

    private HubPartial(Path path, HubFile file, FileChannel channel) {
        this.path = path;
        this.file = file;
        this.channel = channel;
        this.digest = file.digest().begin(file.size());
    }

    /** Takes up what an earlier import left, or begins. */
    static HubPartial open(Path path, HubFile file) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        HubPartial partial = new HubPartial(path, file, channel);
        try {
            partial.takeUp();
            return partial;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void takeUp() throws IOException {
        if (channel.size() > file.size()) {
            channel.truncate(0);
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (channel.read(block) >= 0) {
            size += block.flip().remaining();
            digest.update(block);
            block.clear();
        }
    }

    long size() {
        return size;
    }

    boolean isWhole() {
        return size == file.size();
    }

    /** What to ask for: the rest, if what is there is still the same; else all of it. */
    Map<String, String> request() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (size > 0) {
            headers.put("Range", "bytes=%d-".formatted(size));
            if (Files.exists(tag())) {
                headers.put("If-Range", Files.readString(tag()));
            }
        }
        return headers;
    }

    /** @param entityTag as the server wrote it; a weak one says nothing of the bytes */
    void begin(String entityTag) throws IOException {
        restart();
        if (entityTag.matches("\"[\\x21\\x23-\\x7e]{1,200}\"")) {
            Files.writeString(tag(), entityTag);
        }
    }

    void restart() throws IOException {
        Files.deleteIfExists(tag());
        channel.truncate(0);
        digest = file.digest().begin(file.size());
        size = 0;
    }

    /** @throws GraftException where more comes than the list of files said; what is here is thrown away */
    void append(byte[] block, int count) throws IOException {
        if (count > file.size() - size) {
            restart();
            throw new GraftException(
                    ImportError.IMPORT_CORRUPT,
                    file.name(),
                    "The server sends more for %s than the %d bytes that it stated".formatted(file.name(), file.size()),
                    "Try again; if it happens again, what the server has is not what it lists, and its owner must know.");
        }
        digest.update(block, 0, count);
        write(ByteBuffer.wrap(block, 0, count));
    }

    private void write(ByteBuffer bytes) throws ClosedByInterruptException {
        try {
            while (bytes.hasRemaining()) {
                size += channel.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // Not the network's fault, so nothing to try again.
            throw new GraftException(
                    TransferError.TRANSFER_FILE,
                    path.toString(),
                    "%s cannot be written: %s".formatted(file.name(), e.getMessage()),
                    "Check the free space, or name another folder with --cache, then run the same again.",
                    e);
        }
    }

    /** The digest of the file, once it is safely on the disk. */
    String seal() throws IOException {
        channel.force(true);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Gives the whole file its name. */
    void moveTo(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(tag());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Path tag() {
        return path.resolveSibling(path.getFileName() + ".etag");
    }
}
