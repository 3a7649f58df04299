package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.tokenizer.ChatTemplate;
import io.graft.core.tokenizer.TokenizerSetting;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import io.graft.core.tokenizer.TokenizerSetting.RowSource;
import io.graft.core.tokenizer.TokenizerSetting.TokenSetting;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a recipe says about the tokenizer of its result. */
final class TokenizerParser {
    static final String UNION = "union";
    static final String BASE = "base";
    static final String KIND = "kind";
    static final String MODEL_TOKEN = "model_token";
    static final String ZERO = "zero";

    private static final int MOST_PADDING = 1 << 16;

    private TokenizerParser() {}

    /** What the recipe says, if anything. */
    static @Nullable TokenizerSetting<ModelReference> parse(
            @Nullable RecipeNode tokenizer, @Nullable RecipeNode source) {
        if (source == null || source.isNull()) {
            return tokenizer == null || tokenizer.isNull() ? null : longForm(tokenizer);
        }
        if (tokenizer != null && !tokenizer.isNull()) {
            throw source.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "is given beside \"tokenizer\"",
                    "Remove it, and name the source under tokenizer.");
        }
        return TokenizerSetting.of(origin(source));
    }

    /** The chat template as it is written, if there is one. */
    static @Nullable String chatTemplate(@Nullable RecipeNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            ChatTemplate.parse(node.text());
            return node.text();
        } catch (GraftException e) {
            throw e.code() instanceof RecipeError
                    ? e
                    : node.refusal(RecipeError.RECIPE_WRONG_VALUE, "is wrong: " + e.sentence(), e.remedy());
        }
    }

    private static TokenizerSetting<ModelReference> longForm(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("source", "tokens", "pad_to_multiple_of"));
        RecipeNode source = keys.get("source");
        return new TokenizerSetting<>(
                source == null || source.isNull() ? new Origin.Union<>() : origin(source),
                tokens(keys.get("tokens")),
                padding(keys.get("pad_to_multiple_of")));
    }

    private static Origin<ModelReference> origin(RecipeNode node) {
        if (node.isText() && node.text().equals(UNION)) {
            return new Origin.Union<>();
        }
        return node.isText() && node.text().equals(BASE)
                ? new Origin.Base<>()
                : new Origin.OfModel<>(ReferenceParser.parse(node));
    }

    private static OptionalInt padding(@Nullable RecipeNode node) {
        if (node == null || node.isNull()) {
            return OptionalInt.empty();
        }
        int multiple = node.wholeNumber();
        if (multiple < 1 || multiple > MOST_PADDING) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "is %d, but must be from 1 to %d".formatted(multiple, MOST_PADDING),
                    "Use a power of two such as 64.");
        }
        return OptionalInt.of(multiple);
    }

    private static Map<String, TokenSetting<ModelReference>> tokens(@Nullable RecipeNode node) {
        Map<String, TokenSetting<ModelReference>> tokens = new TreeMap<>();
        if (node != null && !node.isNull()) {
            node.anyMap().forEach((token, from) -> tokens.put(token, token(from)));
        }
        return tokens;
    }

    private static TokenSetting<ModelReference> token(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("source", "force"));
        RecipeNode source = keys.get("source");
        RecipeNode force = keys.get("force");
        if (source == null) {
            throw node.missing("source");
        }
        return new TokenSetting<>(row(source), force != null && !force.isNull() && force.flag());
    }

    private static RowSource<ModelReference> row(RecipeNode node) {
        if (!node.isMap() || !node.anyMap().containsKey(KIND)) {
            return new RowSource.OfModel<>(ReferenceParser.parse(node));
        }
        Map<String, RecipeNode> keys = node.map(List.of(KIND, "model", "token", "token_id"));
        RecipeNode kind = node.required(keys, KIND);
        return switch (kind.text()) {
            case ZERO -> new RowSource.Zero<>();
            case MODEL_TOKEN -> ofModel(node, keys);
            default ->
                throw kind.refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "is \"%s\"".formatted(kind.text()),
                        "Use model_token or zero, or name a model instead.");
        };
    }

    private static RowSource<ModelReference> ofModel(RecipeNode node, Map<String, RecipeNode> keys) {
        ModelReference model = ReferenceParser.parse(node.required(keys, "model"));
        RecipeNode token = keys.get("token");
        RecipeNode id = keys.get("token_id");
        if ((token == null) == (id == null)) {
            throw node.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "must have either \"token\" or \"token_id\"",
                    "Say which token's row to take, by its text or by its number.");
        }
        return token == null
                ? new RowSource.OfId<>(model, id(node.required(keys, "token_id")))
                : new RowSource.OfToken<>(model, token.text());
    }

    private static int id(RecipeNode node) {
        int id = node.wholeNumber();
        if (id < 0) {
            throw node.wrongType("a row number, from 0 on");
        }
        return id;
    }
}
