package io.graft.core.tokenizer;

import io.graft.core.GraftException;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a recipe says about the tokenizer of its result: mergekit's {@code tokenizer}, or {@code tokenizer_source} for short.
 *
 * @param <M> how models are told apart
 * @param origin which tokens there are
 * @param tokens where the rows of single tokens come from, by token
 * @param padToMultipleOf what the number of rows is rounded up to, 1 to 65536
 */
public record TokenizerSetting<M>(Origin<M> origin, Map<String, TokenSetting<M>> tokens, OptionalInt padToMultipleOf) {
    private static final int MOST = 1 << 16;

    public TokenizerSetting {
        tokens = Map.copyOf(tokens);
        padToMultipleOf.ifPresent(TokenizerSetting::requireInRange);
    }

    /** The short form: {@code tokenizer_source: …}. */
    public static <M> TokenizerSetting<M> of(Origin<M> origin) {
        return new TokenizerSetting<>(origin, Map.of(), OptionalInt.empty());
    }

    private static void requireInRange(int multiple) {
        if (multiple < 1 || multiple > MOST) {
            throw settingInvalid(
                    "pad_to_multiple_of",
                    "pad_to_multiple_of is %d".formatted(multiple),
                    "Use a number from 1 to " + MOST + ".");
        }
    }

    static GraftException settingInvalid(String where, String message, String remedy) {
        return TokenizerError.TOKENIZER_SETTING_INVALID.at(where, message, remedy);
    }

    /** Which tokens the result has. */
    public sealed interface Origin<M> {
        /** All tokens of all models: those of the base (or else the first model) with their ids, then what the others add. */
        record Union<M>() implements Origin<M> {}

        /** The tokenizer of the base model as it is. */
        record Base<M>() implements Origin<M> {}

        /** The tokenizer of this model as it is. */
        record OfModel<M>(M model) implements Origin<M> {}
    }

    /**
     * Where the row of a token comes from.
     *
     * @param force also in models that have the token themselves
     */
    public record TokenSetting<M>(RowSource<M> source, boolean force) {}

    /** A row to take for a token. */
    public sealed interface RowSource<M> {
        /** The row that a model has for this same token. */
        record OfModel<M>(M model) implements RowSource<M> {}

        /** The row that a model has for a token, perhaps another one. */
        record OfToken<M>(M model, String token) implements RowSource<M> {}

        /** The row with this number in a model. */
        record OfId<M>(M model, int id) implements RowSource<M> {}

        /** Nothing but zeros. */
        record Zero<M>() implements RowSource<M> {}
    }
}
