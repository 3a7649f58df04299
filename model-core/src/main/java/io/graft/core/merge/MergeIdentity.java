package io.graft.core.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recognises the same merge of the same files on one machine, without reading them: by recipe, shard size, and path, size and time
 * of each file of the inputs.
 */
final class MergeIdentity {
    /** Raised whenever a merge comes to make other bytes. */
    private static final int ENGINE = 1;

    private MergeIdentity() {}

    static String of(MergePlan plan, MergeOptions options) {
        Recipe recipe = plan.recipe();
        StringBuilder text =
                new StringBuilder("%d %d %s\n".formatted(ENGINE, options.shardBytes(), recipe.canonicalJson()));
        options.device().ifPresent(use -> text.append(use.device().name()).append('\n'));
        for (Source source : recipe.sources()) {
            files(plan.inputs().folder(source))
                    .forEach(file -> text.append(file).append('\n'));
        }
        return Digest.of(text.toString()).abbreviated();
    }

    /** An input may be a file by itself. */
    private static List<String> files(Path folder) {
        if (Files.isRegularFile(folder)) {
            return List.of(describe(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(MergeIdentity::describe).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(Path file) {
        try {
            return "%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
