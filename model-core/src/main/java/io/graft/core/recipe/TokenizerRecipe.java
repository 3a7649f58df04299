package io.graft.core.recipe;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a recipe says about the tokenizer of its result: mergekit's {@code tokenizer}, or {@code tokenizer_source} for short.
 *
 * @param origin which tokens there are
 * @param tokens where the rows of single tokens come from, by token
 * @param padToMultipleOf what the number of rows is rounded up to, from 1 to 65536
 */
public record TokenizerRecipe(Origin origin, Map<String, Token> tokens, OptionalInt padToMultipleOf) {
    static final int MOST_PADDING = 1 << 16;

    public TokenizerRecipe {
        tokens = Map.copyOf(tokens);
    }

    /** Which tokens the result has. */
    public sealed interface Origin {
        /** All tokens of all models. */
        record Union() implements Origin {}

        /** The tokenizer of the base model as it is. */
        record Base() implements Origin {}

        /** The tokenizer of this model as it is. */
        record OfModel(ModelReference model) implements Origin {}
    }

    /**
     * Where the row of a token comes from.
     *
     * @param force also in models that have the token themselves
     */
    public record Token(Row row, boolean force) {}

    /** A row to take for a token. */
    public sealed interface Row {
        /** The row that a model has for this same token. */
        record OfModel(ModelReference model) implements Row {}

        /** The row that a model has for a token, perhaps another one. */
        record OfToken(ModelReference model, String token) implements Row {}

        /** The row with this number in a model. */
        record OfId(ModelReference model, int id) implements Row {}

        /** Nothing but zeros. */
        record Zero() implements Row {}
    }

    /** The models that it names. */
    Stream<ModelReference> references() {
        Stream<ModelReference> ofOrigin =
                origin instanceof Origin.OfModel(ModelReference model) ? Stream.of(model) : Stream.empty();
        return Stream.concat(
                ofOrigin, new TreeMap<>(tokens).values().stream().flatMap(token -> references(token.row())));
    }

    private static Stream<ModelReference> references(Row row) {
        return switch (row) {
            case Row.OfModel(ModelReference model) -> Stream.of(model);
            case Row.OfToken(ModelReference model, String _) -> Stream.of(model);
            case Row.OfId(ModelReference model, int _) -> Stream.of(model);
            case Row.Zero() -> Stream.empty();
        };
    }

    TokenizerRecipe with(UnaryOperator<Source> change) {
        Map<String, Token> changed = new TreeMap<>();
        tokens.forEach((token, from) -> changed.put(token, new Token(with(from.row(), change), from.force())));
        return new TokenizerRecipe(with(origin, change), changed, padToMultipleOf);
    }

    private static Origin with(Origin origin, UnaryOperator<Source> change) {
        return origin instanceof Origin.OfModel(ModelReference model) ? new Origin.OfModel(model.with(change)) : origin;
    }

    private static Row with(Row row, UnaryOperator<Source> change) {
        return switch (row) {
            case Row.OfModel(ModelReference model) -> new Row.OfModel(model.with(change));
            case Row.OfToken(ModelReference model, String token) -> new Row.OfToken(model.with(change), token);
            case Row.OfId(ModelReference model, int id) -> new Row.OfId(model.with(change), id);
            case Row.Zero() -> row;
        };
    }
}
