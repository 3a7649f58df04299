package io.graft.core.checkpoint;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By which a file's change is noticed without reading it.
 *
 * @param facts device and inode, size, time of the last change of its content, and of anything about it
 */
record FileStamp(Path path, Instant changed, String facts) {
    /** Clocks of file systems tick as rarely as every few seconds. */
    private static final Duration TICK = Duration.ofSeconds(3);

    /** Empty where the file system does not tell when anything about a file changed, or the file is gone. */
    static Optional<FileStamp> of(Path path) {
        try {
            Path real = path.toRealPath();
            Map<String, Object> facts =
                    new TreeMap<>(Files.readAttributes(real, "unix:dev,ino,size,lastModifiedTime,ctime"));
            Instant changed = Instant.parse(String.valueOf(facts.get("ctime")));
            return Optional.of(new FileStamp(real, changed, facts.toString()));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isCurrent() {
        return of(path).equals(Optional.of(this));
    }

    /** Whether any later change has a later time. */
    boolean isSettled(Instant now) {
        return changed.isBefore(now.minus(TICK));
    }

    Digest digest() {
        return Digest.of("%s\n%s".formatted(path, facts));
    }
}
