package io.graft.core.tokenizer;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Holds the models of a merge without a tokenizer setting to one vocabulary, since row is merged with row there. */
public final class VocabularyCheck {
    private VocabularyCheck() {}

    /**
     * Refuses models whose embeddings have different numbers of rows: what only some of them have would be lost. Models without an
     * embedding of tokens are passed over.
     *
     * @param models in the recipe's order
     */
    public static <M> void requireOneSize(SequencedMap<M, Checkpoint> models) {
        SequencedMap<M, Integer> sizes = new LinkedHashMap<>();
        models.forEach((model, checkpoint) ->
                VocabularyTensors.in(checkpoint).ifPresent(tensors -> sizes.put(model, tensors.rows())));
        sizes.forEach((model, size) -> {
            if (!size.equals(sizes.firstEntry().getValue())) {
                throw differ(
                        model,
                        size,
                        sizes.firstEntry().getKey(),
                        sizes.firstEntry().getValue());
            }
        });
    }

    private static <M> GraftException differ(M model, int size, M other, int otherSize) {
        return TokenizerError.VOCABULARY_SIZES_DIFFER.at(
                model,
                "The embedding of %s has %d rows, and that of %s has %d".formatted(model, size, other, otherSize),
                "Say which tokens the result has, for instance with tokenizer: {source: union} in the recipe.");
    }

    /**
     * The models that have as many rows as the donor, but some for other tokens.
     *
     * @param models those without a tokenizer.json or without an embedding of tokens are passed over
     * @param donor the model whose tokenizer the result gets
     * @return for each such model, in order, a sentence that says so with an example
     */
    public static <M> SequencedMap<M, String> differences(SequencedMap<M, Checkpoint> models, M donor) {
        SequencedMap<M, Vocabulary> vocabularies = new LinkedHashMap<>();
        models.forEach((model, checkpoint) ->
                vocabulary(checkpoint).ifPresent(vocabulary -> vocabularies.put(model, vocabulary)));
        SequencedMap<M, String> differences = new LinkedHashMap<>();
        Vocabulary kept = vocabularies.remove(donor);
        if (kept != null) {
            vocabularies.forEach((model, theirs) ->
                    difference(model, theirs, donor, kept).ifPresent(text -> differences.put(model, text)));
        }
        return differences;
    }

    private static Optional<Vocabulary> vocabulary(Checkpoint checkpoint) {
        return Files.isRegularFile(checkpoint.folder().resolve(Tokenizer.FILE))
                ? VocabularyTensors.in(checkpoint)
                        .map(tensors -> Tokenizer.read(checkpoint.folder()).vocabulary(tensors.rows()))
                : Optional.empty();
    }

    private static <M> Optional<String> difference(M model, Vocabulary theirs, M donor, Vocabulary kept) {
        int[] rows = theirs.rows() == kept.rows() ? theirs.differences(kept).toArray() : new int[0];
        return rows.length == 0
                ? Optional.empty()
                : Optional.of("%d rows stand for other tokens in %s than in %s, such as row %d: for %s, not for %s"
                        .formatted(rows.length, model, donor, rows[0], token(theirs, rows[0]), token(kept, rows[0])));
    }

    private static String token(Vocabulary vocabulary, int row) {
        String token = vocabulary.token(row);
        return token == null ? "none" : "\"%.40s\"".formatted(token);
    }
}
