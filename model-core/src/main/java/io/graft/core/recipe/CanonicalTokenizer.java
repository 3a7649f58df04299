package io.graft.core.recipe;

import io.graft.core.tokenizer.TokenizerSetting;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import io.graft.core.tokenizer.TokenizerSetting.RowSource;
import io.graft.core.tokenizer.TokenizerSetting.TokenSetting;
import java.util.Map;
import java.util.TreeMap;

/** The canonical form of what a recipe says about its tokenizer. */
final class CanonicalTokenizer {
    private CanonicalTokenizer() {}

    static Map<String, Object> tree(TokenizerSetting<ModelReference> tokenizer) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("source", origin(tokenizer.origin()));
        tokenizer.padToMultipleOf().ifPresent(multiple -> tree.put("pad_to_multiple_of", multiple));
        if (!tokenizer.tokens().isEmpty()) {
            Map<String, Object> tokens = new TreeMap<>();
            tokenizer.tokens().forEach((token, from) -> tokens.put(token, token(from)));
            tree.put("tokens", tokens);
        }
        return tree;
    }

    private static Object origin(Origin<ModelReference> origin) {
        return switch (origin) {
            case Origin.Union<ModelReference>() -> TokenizerParser.UNION;
            case Origin.Base<ModelReference>() -> TokenizerParser.BASE;
            case Origin.OfModel<ModelReference>(ModelReference model) -> model(model);
        };
    }

    /** A folder may be called like one of the words that mean something else here. */
    private static Object model(ModelReference model) {
        String text = model.toString();
        return text.equals(TokenizerParser.UNION) || text.equals(TokenizerParser.BASE)
                ? CanonicalRecipe.longForm(model)
                : CanonicalRecipe.reference(model);
    }

    private static Map<String, Object> token(TokenSetting<ModelReference> token) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("source", row(token.source()));
        if (token.force()) {
            tree.put("force", true);
        }
        return tree;
    }

    private static Object row(RowSource<ModelReference> row) {
        return switch (row) {
            case RowSource.OfModel<ModelReference>(ModelReference model) -> CanonicalRecipe.reference(model);
            case RowSource.OfToken<ModelReference>(ModelReference model, String token) ->
                ofModel(model, "token", token);
            case RowSource.OfId<ModelReference>(ModelReference model, int id) -> ofModel(model, "token_id", id);
            case RowSource.Zero<ModelReference>() -> Map.of(TokenizerParser.KIND, TokenizerParser.ZERO);
        };
    }

    private static Map<String, Object> ofModel(ModelReference model, String key, Object value) {
        return new TreeMap<>(Map.of(
                TokenizerParser.KIND,
                TokenizerParser.MODEL_TOKEN,
                "model",
                CanonicalRecipe.reference(model),
                key,
                value));
    }
}
