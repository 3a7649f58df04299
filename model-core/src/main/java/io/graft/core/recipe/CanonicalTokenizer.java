package io.graft.core.recipe;

import java.util.Map;
import java.util.TreeMap;

/** The canonical form of what a recipe says about its tokenizer. */
final class CanonicalTokenizer {
    private CanonicalTokenizer() {}

    static Map<String, Object> tree(TokenizerRecipe tokenizer) {
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

    private static Object origin(TokenizerRecipe.Origin origin) {
        return switch (origin) {
            case TokenizerRecipe.Origin.Union() -> TokenizerParser.UNION;
            case TokenizerRecipe.Origin.Base() -> TokenizerParser.BASE;
            case TokenizerRecipe.Origin.OfModel(ModelReference model) -> model(model);
        };
    }

    /** A folder may be called like one of the words that mean something else here. */
    private static Object model(ModelReference model) {
        String text = model.toString();
        return text.equals(TokenizerParser.UNION) || text.equals(TokenizerParser.BASE)
                ? CanonicalRecipe.longForm(model)
                : CanonicalRecipe.reference(model);
    }

    private static Map<String, Object> token(TokenizerRecipe.Token token) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("source", row(token.row()));
        if (token.force()) {
            tree.put("force", true);
        }
        return tree;
    }

    private static Object row(TokenizerRecipe.Row row) {
        return switch (row) {
            case TokenizerRecipe.Row.OfModel(ModelReference model) -> CanonicalRecipe.reference(model);
            case TokenizerRecipe.Row.OfToken(ModelReference model, String token) -> ofModel(model, "token", token);
            case TokenizerRecipe.Row.OfId(ModelReference model, int id) -> ofModel(model, "token_id", id);
            case TokenizerRecipe.Row.Zero() -> Map.of(TokenizerParser.KIND, TokenizerParser.ZERO);
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
