package io.graft.core.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a merge notes beside each shard that it has finished, so that another process can go on from there. A note alone is not
 * trusted: the bytes are hashed again.
 */
record ShardRecords(Path folder) {
    private static final int BLOCK = 1 << 18;

    void keep(FinishedShard shard) throws IOException {
        Path note = note(shard.file().path());
        Path draft = note.resolveSibling(note.getFileName() + ".partial");
        Files.write(draft, JsonMapper.shared().writeValueAsBytes(shard));
        Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The shard as an earlier process finished it. */
    Optional<FinishedShard> find(Shard shard) throws IOException {
        Optional<FinishedShard> noted = read(note(shard.file())).filter(shard::becomes);
        return noted.isPresent() && isOnDisk(noted.get()) ? noted : Optional.empty();
    }

    /** Removes the note, which is no part of the model. */
    void forget(Shard shard) throws IOException {
        Files.deleteIfExists(note(shard.file()));
    }

    private static Optional<FinishedShard> read(Path note) throws IOException {
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(note), FinishedShard.class));
        } catch (JacksonException | GraftException | NullPointerException _) {
            return Optional.empty();
        }
    }

    private boolean isOnDisk(FinishedShard shard) throws IOException {
        Path file = folder.resolve(shard.file().path());
        return Files.isRegularFile(file)
                && Files.size(file) == shard.file().size()
                && hash(file).equals(shard.file().sha256());
    }

    private static Digest hash(Path file) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(block) >= 0) {
                sha256.update(block.flip());
                block.clear();
            }
        }
        return Digest.of(sha256);
    }

    private Path note(String shard) {
        return folder.resolve("." + shard + ".finished");
    }
}
