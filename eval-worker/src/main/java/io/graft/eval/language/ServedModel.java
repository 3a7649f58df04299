package io.graft.eval.language;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A model as its server names it.
 *
 * @param maxLength the most tokens it looks at, two less than the server allows: all tokens are sent, and one is written behind them
 */
record ServedModel(String name, int maxLength) {
    private static final int DEFAULT_LENGTH = 2048;

    /** From what the server lists. */
    static ServedModel of(JsonNode models, ServerOptions options, TextTokenizer tokenizer) {
        List<String> names = new ArrayList<>();
        for (JsonNode model : models.path("data")) {
            String name = model.path("id").asString("");
            names.add(name);
            if (options.model().isEmpty() || options.model().get().equals(name)) {
                int limit =
                        model.path("max_model_len").asInt(tokenizer.maxLength().orElse(DEFAULT_LENGTH));
                return new ServedModel(name, Math.max(1, limit - 2));
            }
        }
        throw LanguageError.SERVER_REFUSED.at(
                options.url(),
                "The server has no model %s, but %s".formatted(options.model().orElse(""), names),
                "Name one of its models.");
    }
}
