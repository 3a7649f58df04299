package io.graft.core.recipe;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a recipe's YAML, read as what the recipe expects there, with errors that name file, line and column.
 *
 * @param name what is here, for errors: {@code models[1].parameters}
 */
record RecipeNode(RecipeDocument document, String name, Node node) {
    boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    boolean isText() {
        return node instanceof ScalarNode && !isNull();
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    String text() {
        if (node instanceof ScalarNode scalar && !isNull()) {
            return scalar.getValue();
        }
        throw wrongType("a text");
    }

    boolean isFlag() {
        return Tag.BOOL.equals(node.getTag());
    }

    boolean flag() {
        if (!isFlag()) {
            throw wrongType("true or false");
        }
        return switch (text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            default -> false;
        };
    }

    double number() {
        double number = finite();
        if (Double.isFinite(number)) {
            return number;
        }
        throw wrongType("a finite number");
    }

    private double finite() {
        if (isFlag() || !isText()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text().replace("_", ""));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    int wholeNumber() {
        double number = number();
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrongType("a whole number");
        }
        return (int) number;
    }

    List<RecipeNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrongType("a list");
        }
        List<RecipeNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(child("%s[%d]".formatted(name, items.size()), item));
        }
        return items;
    }

    List<RecipeNode> filledList() {
        List<RecipeNode> items = list();
        if (items.isEmpty()) {
            throw wrongType("a list with something in it");
        }
        return items;
    }

    /** The entries of a mapping whose keys must all be among these. */
    Map<String, RecipeNode> map(List<String> allowed) {
        return map(allowed, (place, key) -> place.unknownKey(key, allowed));
    }

    /**
     * The entries of a mapping whose keys must all be among these.
     *
     * @param unknown what to say of one that is not, and where it stands
     */
    Map<String, RecipeNode> map(List<String> allowed, BiFunction<RecipeNode, String, GraftException> unknown) {
        Map<String, RecipeNode> entries = new LinkedHashMap<>();
        for (Entry entry : entries()) {
            if (!allowed.contains(entry.key())) {
                throw unknown.apply(entry.place(), entry.key());
            }
            entries.put(entry.key(), entry.value());
        }
        return entries;
    }

    /** The entries of a mapping with any keys. */
    Map<String, RecipeNode> anyMap() {
        Map<String, RecipeNode> entries = new LinkedHashMap<>();
        entries().forEach(entry -> entries.put(entry.key(), entry.value()));
        return entries;
    }

    private record Entry(String key, RecipeNode place, RecipeNode value) {}

    private List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrongType("a mapping");
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = child(name, entry.getKeyNode()).text();
            RecipeNode place = child(path(key), entry.getKeyNode());
            if (!seen.add(key)) {
                throw place.refusal(RecipeError.RECIPE_DUPLICATE_KEY, "is given twice", "Remove one of the two.");
            }
            entries.add(new Entry(key, place, child(path(key), entry.getValueNode())));
        }
        return entries;
    }

    /** The entry of this mapping that must be there. */
    RecipeNode required(Map<String, RecipeNode> entries, String key) {
        RecipeNode entry = entries.get(key);
        if (entry == null || entry.isNull()) {
            throw missing(key);
        }
        return entry;
    }

    private RecipeNode child(String childName, Node child) {
        document.countVisit();
        return new RecipeNode(document, childName, child);
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    private GraftException unknownKey(String key, List<String> allowed) {
        Optional<String> nearest = Suggestion.nearest(key, allowed);
        return refusal(
                RecipeError.RECIPE_UNKNOWN_KEY,
                "is not a key that a recipe has here",
                nearest.map("Did you mean %s?"::formatted)
                        .orElse("The keys here are %s.".formatted(String.join(", ", allowed))));
    }

    GraftException wrongType(String expected) {
        String found = isNull() ? "empty" : isText() ? "\"%s\"".formatted(text()) : isList() ? "a list" : "a mapping";
        return refusal(
                RecipeError.RECIPE_WRONG_TYPE, "must be %s, but is %s".formatted(expected, found), "Change the value.");
    }

    GraftException missing(String key) {
        return refusal(RecipeError.RECIPE_MISSING_KEY, "has no \"%s\"".formatted(key), "Add \"%s\".".formatted(key));
    }

    GraftException refusal(RecipeError code, String what, String remedy) {
        String subject = name.isEmpty() ? "The recipe" : name;
        return new GraftException(
                code,
                document.place(node.getStartMark()),
                "%s %s, at line %d of %s".formatted(subject, what, line(), document.name()),
                remedy);
    }
}
