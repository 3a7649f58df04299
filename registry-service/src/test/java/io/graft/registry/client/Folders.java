package io.graft.registry.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Folders as clients upload them. */
final class Folders {
    private Folders() {}

    static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    static long size(Map<String, byte[]> files, String path) {
        return Objects.requireNonNull(files.get(path)).length;
    }
}
