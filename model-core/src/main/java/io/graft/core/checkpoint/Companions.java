package io.graft.core.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a model directory that go with the weights wherever they go. */
public final class Companions {
    private static final Pattern WANTED = Pattern.compile(
            "[A-Za-z0-9_][A-Za-z0-9._+@=-]*\\.(json|txt|model|jinja|tiktoken)|tokenizer[A-Za-z0-9._-]*");
    private static final Set<String> UNWANTED = Set.of(
            ModelConfig.FILE, "graft_provenance.json", "adapter_config.json", "trainer_state.json", "all_results.json");

    private Companions() {}

    /** Those of a folder, sorted. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isWanted(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CheckpointError.CHECKPOINT_UNREADABLE.at(folder, "%s cannot be listed".formatted(folder), e);
        }
    }

    private static boolean isWanted(String name) {
        return WANTED.matcher(name).matches()
                && !UNWANTED.contains(name)
                && !name.endsWith(".index.json")
                && !name.endsWith(".safetensors");
    }
}
