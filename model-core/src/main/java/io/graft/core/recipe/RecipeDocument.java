package io.graft.core.recipe;

import io.graft.core.GraftException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** The text of a recipe as a tree of YAML nodes, within limits that no honest recipe meets. JSON is read as the YAML it is. */
final class RecipeDocument {
    private static final int LONGEST = 1_000_000;
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_VISITS = 100_000;

    private static final int MOST_DOCUMENTS = 100;

    private final String name;
    private final List<RecipeSeries.Mention> mentions = new ArrayList<>();
    private int visits;

    private RecipeDocument(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The documents of a text, or the items of the list that it is; at least one. */
    static List<RecipeNode> read(String text, String name) {
        RecipeDocument whole = new RecipeDocument(name);
        if (text.length() > LONGEST) {
            throw whole.tooLarge("is longer than %d characters".formatted(LONGEST));
        }
        List<RecipeNode> roots = whole.compose(isJson(text) ? text.replace('\t', ' ') : text).stream()
                .map(node -> new RecipeNode(new RecipeDocument(name), "", node))
                .toList();
        if (roots.isEmpty()) {
            throw new GraftException(
                    RecipeError.RECIPE_SYNTAX, name, "%s is empty".formatted(name), "Write a recipe into it.");
        }
        return roots.size() == 1 && roots.getFirst().isList() ? items(roots.getFirst()) : roots;
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    private static List<RecipeNode> items(RecipeNode list) {
        return list.filledList().stream()
                .map(item -> new RecipeNode(new RecipeDocument(list.document().name()), "", item.node()))
                .toList();
    }

    private List<Node> compose(String text) {
        List<Node> nodes = new ArrayList<>();
        try {
            for (Node node : new Yaml(limits()).composeAll(new StringReader(text))) {
                if (nodes.size() == MOST_DOCUMENTS) {
                    throw tooLarge("holds more than %d documents".formatted(MOST_DOCUMENTS));
                }
                nodes.add(node);
            }
        } catch (MarkedYAMLException e) {
            throw syntax(Optional.ofNullable(e.getProblemMark()), e.getProblem(), e);
        } catch (YAMLException e) {
            throw syntax(Optional.empty(), e.getMessage(), e);
        }
        nodes.removeIf(node -> Tag.NULL.equals(node.getTag()));
        return nodes;
    }

    void mention(Source source, RecipeNode at) {
        mentions.add(new RecipeSeries.Mention(source, at));
    }

    /** Every source that this document names, once for each time it does. */
    List<RecipeSeries.Mention> mentions() {
        return mentions;
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
