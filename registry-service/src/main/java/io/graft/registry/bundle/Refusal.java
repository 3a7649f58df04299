package io.graft.registry.bundle;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Why an engine cannot serve an adapter.
 *
 * @param adapter {@code namespace/name@number}
 * @param reason one sentence
 */
public record Refusal(String adapter, String reason) {
    /** What neither engine can do, or would do wrongly without saying so. */
    private static final List<Rule> ALWAYS = List.of(
            new Rule(traits -> !traits.isLora(), "it is no LoRA"),
            new Rule(Traits::hasMagnitudes, "it is a DoRA, whose magnitudes depend on the base's weights"),
            new Rule(Traits::savesModules, "it replaces whole modules (modules_to_save)"),
            new Rule(Traits::hasBias, "it changes biases"),
            new Rule(Traits::changesEmbeddings, "it changes embeddings, the head or single tokens"),
            new Rule(
                    Traits::hasPatterns,
                    "it gives modules a rank or an alpha of their own, and all would be scaled by the one in its config"),
            new Rule(
                    Traits::startedOnChangedBase,
                    "its start was taken off the base's weights, which a server leaves as they are"));

    private record Rule(Predicate<Traits> applies, String reason) {}

    static Stream<Refusal> always(Traits traits) {
        return Stream.concat(
                        ALWAYS.stream()
                                .filter(rule -> rule.applies().test(traits))
                                .map(Rule::reason),
                        traits.variants().stream().map("it is more than a plain LoRA (%s)"::formatted))
                .map(reason -> new Refusal(traits.name(), reason));
    }
}
