package io.graft.core.conversion;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Companions;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A GGUF file in the place of a model's folder: itself, or the only weights in a folder, where a tokenizer may lie beside it. It is
 * opened as the folder that {@link GgufImport} makes of it.
 */
public final class GgufModel {
    private GgufModel() {}

    /** The file, if there is one in the place of a folder. */
    public static Optional<Path> in(Path place) {
        if (Files.isRegularFile(place)) {
            return Optional.of(place).filter(GgufModel::isGguf);
        }
        return Files.isDirectory(place) && !Files.exists(place.resolve(ModelConfig.FILE))
                ? onlyOne(place)
                : Optional.empty();
    }

    /**
     * Opens the model of a file. What it takes of the disk in the temporary folder has lost its name before this returns.
     *
     * @param filled whether the weights are decoded; if not, they are all zero and only the header is read
     * @throws io.graft.core.GraftException if the file is no model of a family that is converted
     */
    public static Checkpoint open(Path gguf, boolean filled) {
        try (GgufFile file = GgufFile.open(gguf)) {
            Path folder = Files.createTempDirectory("graft-gguf");
            folder.toFile().deleteOnExit();
            return open(file, gguf, folder.resolve("model"), filled);
        } catch (IOException e) {
            throw ConversionError.CONVERSION_OUTPUT_UNWRITABLE.at(
                    System.getProperty("java.io.tmpdir"),
                    "%s cannot be unpacked: %s".formatted(gguf, e.getMessage()),
                    e);
        }
    }

    private static Checkpoint open(GgufFile file, Path gguf, Path folder, boolean filled) throws IOException {
        if (filled) {
            GgufImport.write(file, GgufImport.closest(file), folder);
        } else {
            GgufImport.outline(file, GgufImport.closest(file), folder);
        }
        for (Path companion : companions(gguf)) {
            Files.copy(companion, folder.resolve(companion.getFileName()));
        }
        Checkpoint model = Checkpoint.open(folder);
        Files.delete(folder.resolve(GgufImport.WEIGHTS));
        deleteOnExit(folder);
        return file.tensors().stream().allMatch(tensor -> tensor.type().isPlain())
                ? model
                : model.standingFor(model.config(), model.tensors(), () -> {});
    }

    /** A file by itself has none: what else lies in its folder may belong to others. */
    private static List<Path> companions(Path gguf) {
        Path folder = gguf.toAbsolutePath().getParent();
        return folder != null && onlyOne(folder).isPresent() && !Files.exists(folder.resolve(ModelConfig.FILE))
                ? Companions.in(folder)
                : List.of();
    }

    /** Children first, for the JVM deletes in the reverse order. */
    private static void deleteOnExit(Path folder) throws IOException {
        folder.toFile().deleteOnExit();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        }
    }

    private static Optional<Path> onlyOne(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> weights = files.filter(GgufModel::areWeights).toList();
            return weights.size() == 1 ? Optional.of(weights.getFirst()).filter(GgufModel::isGguf) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean areWeights(Path file) {
        return isGguf(file) || file.getFileName().toString().endsWith(".safetensors");
    }

    private static boolean isGguf(Path file) {
        return file.getFileName().toString().endsWith(GgufFile.ENDING);
    }
}
