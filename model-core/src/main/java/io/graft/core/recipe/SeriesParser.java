package io.graft.core.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the documents of a series of recipes and finds the order in which they can be run. */
final class SeriesParser {
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");

    private final List<Document> documents;
    private final Map<String, Document> named = new LinkedHashMap<>();
    private final List<RecipeSeries.Step> ordered = new ArrayList<>();
    private final Set<Document> begun = new HashSet<>();
    private final Set<Document> done = new HashSet<>();
    private final Set<Document> added = new HashSet<>();

    private record Document(String name, RecipeNode root, Recipe recipe) {
        /** For errors. */
        String title() {
            return name.isEmpty() ? "the recipe at line " + root.line() : name;
        }
    }

    private SeriesParser(List<RecipeNode> roots) {
        this.documents = roots.stream().map(SeriesParser::document).toList();
        documents.stream().filter(document -> !document.name().isEmpty()).forEach(this::register);
    }

    static RecipeSeries parse(List<RecipeNode> roots) {
        return new SeriesParser(roots).series();
    }

    private static Document document(RecipeNode root) {
        Recipe recipe = RecipeParser.parse(root);
        RecipeNode name = root.anyMap().get(RecipeParser.NAME);
        return new Document(name == null || name.isNull() ? "" : name(name), root, recipe);
    }

    private static String name(RecipeNode node) {
        if (!NAME.matcher(node.text()).matches()) {
            throw node.wrongType("a name of letters, digits, dots, dashes and underscores");
        }
        return node.text();
    }

    private void register(Document document) {
        if (named.putIfAbsent(document.name(), document) != null) {
            throw document.root()
                    .refusal(
                            RecipeError.RECIPE_WRONG_VALUE,
                            "is called %s, as another one is".formatted(document.name()),
                            "Give each recipe a name of its own.");
        }
    }

    private RecipeSeries series() {
        documents.forEach(this::requireNoCircle);
        Document last = last();
        documents.stream().filter(document -> !document.equals(last)).forEach(SeriesParser::requireUnquantised);
        add(last);
        return new RecipeSeries(
                ordered,
                documents.stream()
                        .flatMap(document -> document.root().document().mentions().stream())
                        .toList());
    }

    private static void requireUnquantised(Document document) {
        if (document.recipe().quantize() != null) {
            throw document.root()
                    .refusal(
                            RecipeError.RECIPE_WRONG_VALUE,
                            "quantises what other recipes take and nobody keeps",
                            "Put quantize into the last recipe.");
        }
    }

    private void requireNoCircle(Document document) {
        if (done.contains(document)) {
            return;
        }
        begun.add(document);
        for (Document taken : taken(document)) {
            if (begun.contains(taken) && !done.contains(taken)) {
                throw mention(document, taken)
                        .refusal(
                                RecipeError.RECIPE_WRONG_VALUE,
                                "is %s, which itself needs the result of %s".formatted(taken.name(), document.title()),
                                "Break the circle: a recipe can only take results that do not depend on its own.");
            }
            requireNoCircle(taken);
        }
        done.add(document);
    }

    private RecipeNode mention(Document document, Document taken) {
        return document.root().document().mentions().stream()
                .filter(mention -> mention.source().equals(new Source.LocalPath(taken.name())))
                .map(RecipeSeries.Mention::at)
                .findFirst()
                .orElse(document.root());
    }

    /** By name, so that the order does not depend on that in the text. */
    private List<Document> taken(Document document) {
        Set<String> names = new TreeSet<>();
        document.recipe().sources().forEach(source -> names.add(source.toString()));
        names.retainAll(named.keySet());
        return names.stream().map(named::get).toList();
    }

    private Document last() {
        Set<Document> taken = new HashSet<>();
        documents.forEach(document -> taken.addAll(taken(document)));
        List<Document> unused =
                documents.stream().filter(document -> !taken.contains(document)).toList();
        if (unused.size() > 1) {
            unused.forEach(this::refuseMisspelt);
            throw unused.get(1)
                    .root()
                    .refusal(
                            RecipeError.RECIPE_WRONG_VALUE,
                            "is a second one whose result no other takes, beside %s"
                                    .formatted(unused.getFirst().title()),
                            "Remove one of them, or name its result as a model of the other.");
        }
        return unused.getFirst();
    }

    /** A result that no recipe takes is often one that a recipe names with a mistake. */
    private void refuseMisspelt(Document unused) {
        documents.stream()
                .flatMap(document -> document.root().document().mentions().stream())
                .filter(mention -> !named.containsKey(mention.source().toString()))
                .filter(mention -> isNear(mention.source(), unused))
                .findFirst()
                .ifPresent(mention -> {
                    throw mention.at()
                            .refusal(
                                    RecipeError.RECIPE_WRONG_VALUE,
                                    "is %s, and no recipe takes the result of %s"
                                            .formatted(mention.source(), unused.name()),
                                    "Did you mean %s?".formatted(unused.name()));
                });
    }

    private static boolean isNear(Source source, Document unused) {
        return Suggestion.nearest(source.toString(), List.of(unused.name())).isPresent();
    }

    private void add(Document document) {
        if (added.add(document)) {
            taken(document).forEach(this::add);
            ordered.add(new RecipeSeries.Step(document.name(), document.recipe()));
        }
    }
}
