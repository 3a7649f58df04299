package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Folders with the files of a model, as somebody has them who uploads or downloads it. */
final class Folders {
    private Folders() {}

    static Path write(Path folder, Map<String, byte[]> files) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertHolds(Path folder, Map<String, byte[]> files) {
        files.forEach((path, bytes) -> {
            try {
                assertThat(Files.readAllBytes(folder.resolve(path))).as(path).isEqualTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static long size(Map<String, byte[]> files, String path) {
        return Objects.requireNonNull(files.get(path)).length;
    }
}
