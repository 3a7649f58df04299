package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recipes of which the later take the results of the earlier as models, as mergekit-multi reads them: YAML documents with a
 * {@code name}, which others name in place of a folder. A single recipe is a series of one.
 */
public final class RecipeSeries {
    private final List<Step> steps;
    private final List<Mention> mentions;

    /**
     * A recipe of the series.
     *
     * @param name what other recipes call its result; empty if none does
     */
    public record Step(String name, Recipe recipe) {}

    /** Where a text names a source. */
    record Mention(Source source, RecipeNode at) {}

    /** @param steps each after those that it takes the results of, the last one being what is wanted in the end */
    RecipeSeries(List<Step> steps, List<Mention> mentions) {
        this.steps = List.copyOf(steps);
        this.mentions = List.copyOf(mentions);
    }

    /** A recipe that was read before. */
    public static RecipeSeries of(Recipe recipe) {
        return new RecipeSeries(List.of(new Step("", recipe)), List.of());
    }

    /**
     * Reads one recipe or several: YAML documents divided by {@code ---}, or a list.
     *
     * @param source how to call the text in errors, usually its file name
     * @throws GraftException with a {@link RecipeError}, naming line and column
     */
    public static RecipeSeries parse(String yamlOrJson, String source) {
        return SeriesParser.parse(RecipeDocument.read(yamlOrJson, source));
    }

    /** In an order in which they can be run, the one whose result is wanted in the end last. */
    public List<Step> steps() {
        return steps;
    }

    /** The recipes whose results others take. */
    public List<Step> intermediate() {
        return steps.subList(0, steps.size() - 1);
    }

    /** The recipe whose result is wanted in the end. */
    public Recipe last() {
        return steps.getLast().recipe();
    }

    /** The recipe, if there are no others. */
    Recipe only() {
        if (steps.size() > 1) {
            throw new GraftException(
                    RecipeError.RECIPE_UNSUPPORTED,
                    steps.getFirst().name(),
                    "The text holds %d recipes that feed each other, and one is expected here".formatted(steps.size()),
                    "Run them on local files with graft merge, or send them one by one and name each result.");
        }
        return last();
    }

    /** Whether a model is what a recipe of this series makes. */
    public boolean isResult(Source source) {
        return source instanceof Source.LocalPath(String path)
                && intermediate().stream().anyMatch(step -> step.name().equals(path));
    }

    /** The models and adapters that must be there beforehand. */
    public SequencedSet<Source> inputs() {
        return steps.stream()
                .flatMap(step -> step.recipe().sources().stream())
                .filter(source -> !isResult(source))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Refuses a model that is neither there nor what a recipe of this series makes.
     *
     * @param exists whether a model or adapter is there
     */
    public void requireKnown(Predicate<Source> exists) {
        for (Mention mention : mentions) {
            if (steps.size() > 1 && !isResult(mention.source()) && !exists.test(mention.source())) {
                throw unknown(mention);
            }
        }
    }

    private GraftException unknown(Mention mention) {
        Set<String> names = intermediate().stream().map(Step::name).collect(Collectors.toSet());
        Optional<String> nearest = Suggestion.nearest(mention.source().toString(), names);
        return mention.at()
                .refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "is %s, which is neither a folder nor the name of a recipe in this file"
                                .formatted(mention.source()),
                        nearest.map("Did you mean %s?"::formatted)
                                .orElse("Name a folder, or one of %s.".formatted(String.join(", ", names))));
    }

    /** The recipe's canonical form, or a list of theirs with the names, in the order of the steps. {@link #parse} reads it. */
    public String canonicalJson() {
        if (steps.size() == 1) {
            return last().canonicalJson();
        }
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Step step : steps) {
            Map<String, Object> tree = new TreeMap<>(CanonicalRecipe.tree(step.recipe()));
            if (!step.equals(steps.getLast())) {
                tree.put(RecipeParser.NAME, step.name());
            }
            trees.add(tree);
        }
        return JsonMapper.shared().writeValueAsString(trees);
    }

    /** The digest of the canonical form. */
    public Digest id() {
        return Digest.of(canonicalJson());
    }
}
