package io.graft.registry.storage;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who are writing to one upload at this moment. Sealing cuts them off: a request that hangs in the network must not
 * change bytes after they were verified.
 */
final class Writers {
    private final List<FileChannel> open = new ArrayList<>();
    private boolean sealed;

    synchronized FileChannel add(Path file) throws IOException {
        requireOpen();
        open.removeIf(channel -> !channel.isOpen());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        open.add(channel);
        return channel;
    }

    /** Remembers that a part is whole. */
    synchronized void mark(Path marker) throws IOException {
        requireOpen();
        try {
            Files.createFile(marker);
        } catch (FileAlreadyExistsException e) {
            // the same part came twice at once
        }
    }

    synchronized void seal() throws IOException {
        sealed = true;
        for (FileChannel channel : open) {
            channel.close();
        }
        open.clear();
    }

    private void requireOpen() {
        if (sealed) {
            throw sealed(null);
        }
    }

    static GraftException sealed(@Nullable Throwable cause) {
        return new GraftException(
                StorageError.UPLOAD_SEALED,
                "upload",
                "The upload is complete and being verified",
                "Send nothing more; ask for the version's state.",
                cause);
    }
}
