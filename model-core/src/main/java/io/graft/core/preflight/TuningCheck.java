package io.graft.core.preflight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to say of how the inputs of a merge were trained. The limits are what is usual, not laws: docs/findings.md names where
 * each comes from.
 */
public final class TuningCheck {
    private static final double HIGHEST_FULL_RATE = 5e-5;
    private static final double HIGHEST_ADAPTER_RATE = 1e-3;
    private static final double MOST_EPOCHS = 3;
    private static final double LEAST_GENERAL = 0.05;
    private static final double MOST_GENERAL = 0.5;
    /** Of the data sets of two trainings, so many are common to trainings of one task, beside what both replay. */
    private static final double SAME_TASK = 0.5;

    /** Methods that take the mean or the sum of whole changes, conflicts and all. */
    private static final Set<String> AVERAGES =
            Set.of("linear", "task_arithmetic", "slerp", "nuslerp", "multislerp", "karcher");

    private TuningCheck() {}

    /** What each training says for itself. */
    public static List<Finding> of(Tuned input) {
        List<Finding> findings = new ArrayList<>();
        Training facts = input.facts();
        learningRate(input).ifPresent(findings::add);
        facts.epochs().stream()
                .filter(epochs -> epochs > MOST_EPOCHS)
                .forEach(epochs -> findings.add(FindingCode.EPOCHS_MANY.at(
                        input.name(),
                        "%s went through its data %s times; more than %s is rarely of use"
                                .formatted(input.name(), plain(epochs), plain(MOST_EPOCHS)),
                        "Compare it with a checkpoint of an earlier epoch, on held-out data and on old tasks.")));
        generalShare(input).ifPresent(findings::add);
        unguarded(input).ifPresent(findings::add);
        quantised(input).ifPresent(findings::add);
        chain(input).ifPresent(findings::add);
        return findings;
    }

    /**
     * What the trainings of a merge say together.
     *
     * @param method the merge method's name, such as {@code linear}
     */
    public static List<Finding> of(String method, List<Tuned> inputs) {
        List<Finding> findings = new ArrayList<>();
        inputs.forEach(input -> findings.addAll(of(input)));
        unlike(inputs).ifPresent(findings::add);
        averaged(method, inputs).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> learningRate(Tuned input) {
        double limit = input.facts().isFull() ? HIGHEST_FULL_RATE : HIGHEST_ADAPTER_RATE;
        double rate = input.facts().learningRate().orElse(0);
        return rate <= limit
                ? Optional.empty()
                : Optional.of(FindingCode.LEARNING_RATE_HIGH.at(
                        input.name(),
                        "%s was trained with a learning rate of %s; above %s is unusual for %s"
                                .formatted(
                                        input.name(),
                                        plain(rate),
                                        plain(limit),
                                        input.facts().isFull() ? "all weights" : "an adapter"),
                        "Evaluate the old tasks, and train with a lower rate if they have suffered."));
    }

    private static Optional<Finding> generalShare(Tuned input) {
        double share = input.facts().generalShare().orElse(0);
        boolean usual = share == 0 || (share >= LEAST_GENERAL && share <= MOST_GENERAL);
        return usual
                ? Optional.empty()
                : Optional.of(FindingCode.GENERAL_SHARE_UNUSUAL.at(
                        input.name(),
                        "%s was trained with %.3g %% of general data; from %.0f to %.0f %% is usual"
                                .formatted(input.name(), 100 * share, 100 * LEAST_GENERAL, 100 * MOST_GENERAL),
                        share < LEAST_GENERAL
                                ? "Mix in more, or make sure by a forgetting report that it was enough."
                                : "Make sure that enough was left to learn the task."));
    }

    private static Optional<Finding> unguarded(Tuned input) {
        return !input.facts().areStated() || input.facts().guardOldSkills()
                ? Optional.empty()
                : Optional.of(
                        FindingCode.NOTHING_AGAINST_FORGETTING.at(
                                input.name(),
                                "%s was trained without general data, replay, EWC, distillation or frozen layers"
                                        .formatted(input.name()),
                                "Compare old tasks before and after in a forgetting report, or mix general data into the training."));
    }

    private static Optional<Finding> quantised(Tuned input) {
        return input.facts()
                .quantisedBase()
                .filter(_ -> !input.onQuantised())
                .map(how -> FindingCode.QUANTISED_TRAINING.at(
                        input.name(),
                        "%s was trained on weights that were quantised (%s), and is put on weights that are not"
                                .formatted(input.name(), how),
                        "Measure with graft qlora whether the error of quantising outweighs what it learnt."));
    }

    private static Optional<Finding> chain(Tuned input) {
        return input.depth() < 2
                ? Optional.empty()
                : Optional.of(FindingCode.CHAIN_OF_TUNINGS.at(
                        input.name(),
                        "%s is the last of %d trainings, each on the result of the one before"
                                .formatted(input.name(), input.depth()),
                        "Start each training from the original base, and merge the adapters."));
    }

    private static Optional<Finding> unlike(List<Tuned> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            for (Tuned other : inputs.subList(i + 1, inputs.size())) {
                if (areUnlike(inputs.get(i).facts().datasets(), other.facts().datasets())) {
                    return Optional.of(unlike(inputs.get(i), other));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean areUnlike(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return !one.isEmpty() && !other.isEmpty() && common.size() < SAME_TASK * all.size();
    }

    private static Finding unlike(Tuned one, Tuned other) {
        return FindingCode.UNLIKE_TASKS.at(
                one.name() + ", " + other.name(),
                "%s and %s were trained for different tasks: on %s, and on %s"
                        .formatted(
                                one.name(),
                                other.name(),
                                String.join(", ", one.facts().datasets()),
                                String.join(", ", other.facts().datasets())),
                "Look at their interference, and serve them unmerged in a bundle if they disagree.");
    }

    private static Optional<Finding> averaged(String method, List<Tuned> inputs) {
        List<Tuned> full = inputs.stream().filter(input -> !input.adapter()).toList();
        return full.size() < 2 || !AVERAGES.contains(method)
                ? Optional.empty()
                : Optional.of(FindingCode.FULL_FINETUNES_AVERAGED.at(
                        full.stream().map(Tuned::name).collect(Collectors.joining(", ")),
                        "%d models that were trained as a whole are merged by %s, which averages what contradicts itself"
                                .formatted(full.size(), method),
                        "Compare with ties or dare_ties, and with each model alone."));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2g".formatted(value);
    }
}
