package io.graft.core.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of the cache, whole or half fetched.
 *
 * @param names how many hard links it has, its own name included
 * @param used when a merge last began to use it
 */
record Entry(Path path, long size, int names, FileTime used) {
    /** Empty when it has just been deleted. */
    static Optional<Entry> at(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            int names = (int) Objects.requireNonNull(Files.getAttribute(path, "unix:nlink"));
            return Optional.of(new Entry(path, found.size(), names, found.lastModifiedTime()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The digest that it is, or is becoming. */
    String digits() {
        return path.getFileName().toString().replaceFirst("\\..*", "");
    }

    boolean inUse() {
        return names > 1;
    }
}
