package io.graft.core.checkpoint;

import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Remembers the digests of tensors between runs, so that a base that did not change is not read for its fingerprint again. Like
 * git's index it takes a file for unchanged that has the same place, identity, size, and times to the nanosecond as when it was
 * read; one that changed shortly before it was read is never remembered.
 */
public final class DigestCache {
    private final Path folder;
    private final Clock clock;

    /**
     * @param folder made when something is to be kept in it
     * @param clock of the files' times
     */
    public DigestCache(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The digests that are known of a checkpoint's tensors. */
    public Map<Tensor, TensorDigest> of(Checkpoint checkpoint) {
        Map<Tensor, TensorDigest> known = new HashMap<>();
        checkpoint.files().forEach((path, file) -> FileStamp.of(path)
                .ifPresent(stamp -> known.putAll(read(stamp, file))));
        return known;
    }

    /** Keeps the digests of all files of which every tensor is known, and which have not changed since they were opened. */
    public void keep(Checkpoint checkpoint, Map<Tensor, TensorDigest> known) {
        checkpoint.files().forEach((path, file) -> {
            Optional<FileStamp> stamp =
                    checkpoint.stamp(path).filter(opened -> opened.isCurrent() && opened.isSettled(clock.instant()));
            List<Tensor> tensors = file.tensors();
            if (stamp.isPresent() && known.keySet().containsAll(tensors)) {
                write(
                        stamp.get(),
                        tensors.stream().map(known::get).map(DigestCache::line).collect(Collectors.joining()));
            }
        });
    }

    private static String line(TensorDigest digest) {
        return "%s %s\n".formatted(digest.sha256().hex(), digest.name());
    }

    private Map<Tensor, TensorDigest> read(FileStamp stamp, SafetensorsFile file) {
        Map<Tensor, TensorDigest> known = new HashMap<>();
        Map<String, Digest> lines = lines(stamp);
        for (Tensor tensor : file.tensors()) {
            Digest sha256 = lines.get(tensor.name());
            if (sha256 != null) {
                known.put(tensor, new TensorDigest(tensor.name(), tensor.dtype(), tensor.shape(), sha256));
            }
        }
        return known;
    }

    private Map<String, Digest> lines(FileStamp stamp) {
        Path entry = entry(stamp);
        Map<String, Digest> digests = new HashMap<>();
        try {
            if (Files.exists(entry)) {
                Files.readAllLines(entry)
                        .forEach(line -> digests.put(line.substring(65), new Digest(line.substring(0, 64))));
            }
            return digests;
        } catch (IOException | RuntimeException e) {
            complain(entry, e);
            return Map.of();
        }
    }

    private void write(FileStamp stamp, String lines) {
        Path entry = entry(stamp);
        try {
            if (!Files.exists(entry)) {
                Files.createDirectories(folder);
                Path partial = Files.createTempFile(folder, "", ".partial");
                Files.writeString(partial, lines);
                Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            complain(entry, e);
        }
    }

    private Path entry(FileStamp stamp) {
        return folder.resolve(stamp.digest().hex());
    }

    /** A cache that cannot be used costs time, and nothing else. */
    private static void complain(Path entry, Exception cause) {
        System.getLogger(DigestCache.class.getName()).log(Level.DEBUG, "Not used: " + entry, cause);
    }
}
