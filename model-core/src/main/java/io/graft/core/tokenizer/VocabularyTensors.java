package io.graft.core.tokenizer;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.Tensor;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tensors of a model that have a row for each token: embeddings, output layers and their biases, known by their names and by
 * having as many rows as the input embedding.
 *
 * @param rows of the input embedding, padding included
 */
public record VocabularyTensors(SortedSet<String> names, int rows) {
    private static final Set<String> INPUTS = Set.of(
            "embed_tokens",
            "tok_embeddings",
            "wte",
            "word_embeddings",
            "word_embedding",
            "embed_in",
            "embeddings",
            "shared");
    private static final Set<String> OUTPUTS =
            Set.of("lm_head", "embed_out", "output", "decoder", "predictions", "embed_tokens_per_layer");

    /** Those of a model; empty if it has no embedding of tokens that is known by name. */
    public static Optional<VocabularyTensors> in(Checkpoint checkpoint) {
        return checkpoint.tensors().values().stream()
                .filter(tensor -> isMatrix(tensor) && INPUTS.contains(module(tensor)))
                .map(tensor -> tensor.shape().dim(0))
                .max(Long::compare)
                .map(rows -> new VocabularyTensors(named(checkpoint, rows), requireCountable(checkpoint, rows)));
    }

    static VocabularyTensors of(Checkpoint checkpoint) {
        return in(checkpoint)
                .orElseThrow(() -> TokenizerError.VOCABULARY_MISSING.at(
                        checkpoint.folder(),
                        "%s has no embedding of tokens that is known by its name".formatted(checkpoint.folder()),
                        "Merge it without a tokenizer setting."));
    }

    public boolean contains(String tensor) {
        return names.contains(tensor);
    }

    private static SortedSet<String> named(Checkpoint checkpoint, long rows) {
        SortedSet<String> names = new TreeSet<>();
        checkpoint.tensors().values().stream()
                .filter(tensor -> tensor.shape().rank() > 0 && tensor.shape().dim(0) == rows)
                .filter(tensor -> INPUTS.contains(module(tensor)) || OUTPUTS.contains(module(tensor)))
                .forEach(tensor -> names.add(tensor.name()));
        return names;
    }

    private static int requireCountable(Checkpoint checkpoint, long rows) {
        if (rows <= Tokenizer.MOST_TOKENS) {
            return (int) rows;
        }
        throw TokenizerError.TOKENIZER_TOO_LARGE.at(
                checkpoint.folder(),
                "The embedding of %s has %d rows, and no tokenizer has more than %d tokens"
                        .formatted(checkpoint.folder(), rows, Tokenizer.MOST_TOKENS),
                "Merge it without a tokenizer setting.");
    }

    private static boolean isMatrix(Tensor tensor) {
        return tensor.shape().rank() == 2;
    }

    /** {@code lm_head} of {@code model.lm_head.weight}; {@code ""} if it is neither a weight nor a bias. */
    private static String module(Tensor tensor) {
        return Stream.of(".weight", ".bias")
                .filter(tensor.name()::endsWith)
                .map(end -> tensor.name().substring(0, tensor.name().length() - end.length()))
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .findFirst()
                .orElse("");
    }
}
