package io.graft.core.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeRun;
import io.graft.core.recipe.Recipe;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;

/** Makes merges of the samples, right ones and wrong ones. */
record Forge(Path folder) {
    static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();
    static final Path BASE = SAMPLES.resolve("base");

    static Path adapter(String name) {
        return SAMPLES.resolve("adapters").resolve(name);
    }

    static Recipe recipe(Path base, Path adapter) {
        return Recipe.parse("""
                merge_method: passthrough
                slices:
                  - sources:
                      - model: {model: {path: "%s"}, lora: {path: "%s"}}
                        layer_range: [0, 4]
                """.formatted(base, adapter), "recipe.yml");
    }

    static WeightCheck check(Recipe recipe, Path merged, Thoroughness how) throws InterruptedException {
        try (MergeInputs inputs = open(recipe);
                Checkpoint model = Checkpoint.open(merged)) {
            return WeightCheck.of(recipe, inputs, model, how);
        }
    }

    private static MergeInputs open(Recipe recipe) {
        return MergeInputs.open(recipe, source -> Path.of(source.toString()));
    }

    Path merge(String name, Recipe recipe) throws InterruptedException {
        Path output = folder.resolve(name);
        try (MergeInputs inputs = open(recipe)) {
            MergeRun.run(
                    MergePlan.of(recipe, inputs),
                    output,
                    MergeOptions.defaults().withThreads(2),
                    MergeListener.NONE);
        }
        return output;
    }

    /** A copy of an adapter with something else in its config. */
    Path adapterWith(String name, String adapter, String written, String instead) throws IOException {
        Path copy = copy(adapter(adapter), name);
        replace(copy.resolve("adapter_config.json"), written, instead);
        return copy;
    }

    static void replace(Path file, String written, String instead) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(written)) {
            throw new IllegalArgumentException("%s has no %s".formatted(file, written));
        }
        Files.writeString(file, text.replace(written, instead));
    }

    private Path copy(Path from, String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    static byte[] read(Path model, String tensor) throws IOException {
        Path file = model.resolve("model.safetensors");
        TensorInfo info = info(file, tensor);
        byte[] all = Files.readAllBytes(file);
        int start = Math.toIntExact(SafetensorsHeader.read(file).dataStart() + info.begin());
        return Arrays.copyOfRange(all, start, start + Math.toIntExact(info.bytes()));
    }

    static void write(Path model, String tensor, byte[] bytes) throws IOException {
        Path file = model.resolve("model.safetensors");
        long start =
                SafetensorsHeader.read(file).dataStart() + info(file, tensor).begin();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), start);
        }
    }

    private static TensorInfo info(Path file, String tensor) {
        return SafetensorsHeader.read(file).tensors().stream()
                .filter(info -> info.name().equals(tensor))
                .findFirst()
                .orElseThrow();
    }
}
