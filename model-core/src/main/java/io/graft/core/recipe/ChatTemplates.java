package io.graft.core.recipe;

import java.util.List;

/** What a recipe may say of the chat template of its result: one that has a name, {@code auto}, or a template in Jinja. */
final class ChatTemplates {
    private static final List<String> NAMES = List.of("auto", "alpaca", "chatml", "exaone", "llama3", "mistral");
    private static final int SHORTEST = 20;

    private ChatTemplates() {}

    static String require(RecipeNode node) {
        String text = node.text();
        if (NAMES.contains(text) || (text.length() >= SHORTEST && text.contains("{"))) {
            return text;
        }
        throw node.refusal(
                RecipeError.RECIPE_WRONG_VALUE,
                "is \"%.40s\", which is neither the name of a template nor a template".formatted(text),
                Suggestion.nearest(text, NAMES)
                        .map("Did you mean %s?"::formatted)
                        .orElse("Use one of %s, or write the template in Jinja.".formatted(String.join(", ", NAMES))));
    }
}
