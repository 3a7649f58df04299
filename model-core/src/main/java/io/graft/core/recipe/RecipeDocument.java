package io.graft.core.recipe;

import io.graft.core.GraftException;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** The text of a recipe as a tree of YAML nodes, within limits that no honest recipe meets. JSON is read as the YAML it is. */
final class RecipeDocument {
    private static final int LONGEST = 1_000_000;
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_VISITS = 100_000;

    private final String name;
    private int visits;

    RecipeDocument(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    RecipeNode read(String text) {
        if (text.length() > LONGEST) {
            throw tooLarge("is longer than %d characters".formatted(LONGEST));
        }
        Node root = compose(text.startsWith("{") ? text.replace('\t', ' ') : text);
        if (root == null) {
            throw new GraftException(
                    RecipeError.RECIPE_SYNTAX, name, "%s is empty".formatted(name), "Write a recipe into it.");
        }
        return new RecipeNode(this, "", root);
    }

    private @Nullable Node compose(String text) {
        try {
            return new Yaml(limits()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw syntax(Optional.ofNullable(e.getProblemMark()), e.getProblem(), e);
        } catch (YAMLException e) {
            throw syntax(Optional.empty(), e.getMessage(), e);
        }
    }

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        return options;
    }

    /** Aliases can make a short text into an endless tree: reading it is what has to be limited. */
    void countVisit() {
        if (++visits > MOST_VISITS) {
            throw tooLarge("unfolds into more than %d values".formatted(MOST_VISITS));
        }
    }

    String place(Mark mark) {
        return "%s:%d:%d".formatted(name, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private GraftException tooLarge(String what) {
        return new GraftException(
                RecipeError.RECIPE_TOO_LARGE,
                name,
                "%s %s".formatted(name, what),
                "Write the recipe out, without aliases.");
    }

    private GraftException syntax(Optional<Mark> mark, @Nullable String problem, YAMLException cause) {
        return new GraftException(
                RecipeError.RECIPE_SYNTAX,
                mark.map(this::place).orElse(name),
                "%s is not YAML: %s".formatted(name, problem),
                "Correct the syntax at this place.",
                cause);
    }
}
