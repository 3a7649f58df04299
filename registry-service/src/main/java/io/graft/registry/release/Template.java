package io.graft.registry.release;

import io.graft.core.ErrorCode;
import io.graft.core.GraftException;
import io.graft.core.recipe.Recipe;
import io.graft.registry.document.Passage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recipe in which {@code ${released}} stands for the version that was released and {@code ${champion}} for the one at which the
 * alias stands that the rule moves.
 *
 * @param line the line of the rule on which it begins
 */
record Template(String text, int line) {
    static final String RELEASED = "released";
    static final String CHAMPION = "champion";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern PLACE = Pattern.compile("recipe:(\\d+):(\\d+)");
    private static final Map<String, String> EXAMPLES = Map.of(RELEASED, "any/released@1", CHAMPION, "any/champion@1");

    static Template of(Passage passage) {
        Template template = new Template(passage.text(), passage.firstLine());
        template.read(EXAMPLES);
        return template;
    }

    boolean wantsChampion() {
        return text.contains("${" + CHAMPION + "}");
    }

    /**
     * The recipe with these in place of the placeholders.
     *
     * @throws GraftException naming the line of the rule
     */
    Recipe read(Map<String, String> values) {
        String recipe = fill(name -> Optional.ofNullable(values.get(name)).orElseThrow(() -> unknown(name)));
        try {
            return Recipe.parse(recipe, "recipe");
        } catch (GraftException e) {
            throw refusal(
                    ReleaseError.RULE_TEMPLATE_INVALID, place(e.where()), String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private String fill(Function<String, String> value) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }

    private GraftException unknown(String name) {
        int before = text.substring(0, text.indexOf("${" + name + "}")).split("\n", -1).length - 1;
        return refusal(
                ReleaseError.RULE_PLACEHOLDER_UNKNOWN,
                line + before,
                "The recipe asks for ${%s}, which nobody fills in".formatted(name),
                "There are ${%s} and ${%s}.".formatted(RELEASED, CHAMPION));
    }

    private int place(String where) {
        Matcher matcher = PLACE.matcher(where);
        return matcher.lookingAt() ? line + Integer.parseInt(matcher.group(1)) - 1 : line;
    }

    private static GraftException refusal(ErrorCode code, int atLine, String what, String remedy) {
        return new GraftException(code, "rule:" + atLine, "%s (line %d of the rule)".formatted(what, atLine), remedy);
    }
}
