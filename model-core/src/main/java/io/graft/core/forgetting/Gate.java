package io.graft.core.forgetting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides by what was agreed beforehand: paired non-inferiority on every guarded task, all of which must pass.
 *
 * @param z that a bound is away from the estimate
 */
record Gate(Margins margins, double z) {
    static Gate of(Margins margins) {
        return new Gate(
                margins, Pocock.bound(margins.rule().alpha(), margins.rule().looks()));
    }

    Comparison compare(Arm reference, Arm candidate) {
        List<Pairing> pairs = pairs(reference, candidate);
        List<Estimate> estimates = pairs.stream().map(pair -> pair.estimate(z)).toList();
        List<Difference> tasks = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            tasks.add(difference(reference, pairs.get(i), estimates.get(i)));
        }
        Macro macro = macro(tasks);
        return new Comparison(
                reference.name(),
                candidate.name(),
                tasks,
                macro,
                Holm.suspects(tasks, estimates),
                !pairs.isEmpty() && pairs.stream().allMatch(Pairing::identical),
                verdict(tasks, macro));
    }

    private List<Pairing> pairs(Arm reference, Arm candidate) {
        List<Pairing> pairs = new ArrayList<>();
        for (TaskScores before : reference.tasks()) {
            candidate.task(before.task()).ifPresent(after -> pairs.add(Pairing.of(before, after)));
        }
        for (Margin margin : margins.of(reference.name())) {
            if (pairs.stream().noneMatch(pair -> pair.before().task().equals(margin.task()))) {
                throw ForgettingError.ARMS_ASKED_DIFFERENTLY.at(
                        margin.task(),
                        "%s is guarded, but %s and %s were not both asked it"
                                .formatted(margin.task(), reference.name(), candidate.name()));
            }
        }
        return pairs;
    }

    private Difference difference(Arm reference, Pairing pair, Estimate estimate) {
        TaskScores before = pair.before();
        Double margin =
                margins.of(reference.name(), before.task()).map(Margin::margin).orElse(null);
        double after = pair.after().scores().total();
        return new Difference(
                before.task(),
                before.metric(),
                before.scores().documents().size(),
                before.scores().total(),
                after,
                estimate.change(),
                estimate.error(),
                estimate.lower(),
                estimate.upper(),
                estimate.p(),
                estimate.basis(),
                pair.flips(),
                margins.rule().retention(before, after),
                margin,
                verdict(before.task(), margin, estimate));
    }

    private @Nullable Verdict verdict(String task, @Nullable Double margin, Estimate estimate) {
        Double floor = margins.rule().floors().get(task);
        if (floor != null && estimate.upper() < floor) {
            return new Verdict.Fail();
        }
        return margin == null ? null : verdict(margin, estimate);
    }

    private Verdict verdict(double margin, Estimate estimate) {
        if (estimate.few()) {
            return new Verdict.Inconclusive(needed(margin, estimate));
        }
        if (estimate.lower() > -margin) {
            return new Verdict.Pass();
        }
        return estimate.upper() < -margin ? new Verdict.Fail() : new Verdict.Inconclusive(needed(margin, estimate));
    }

    /** By the change that the rule expects; if these documents should have sufficed for that, by the one that they show. */
    private @Nullable Long needed(double margin, Estimate estimate) {
        long all = documents(margin, margins.rule().expectedChange(), estimate);
        if (all <= estimate.units()) {
            all = documents(margin, estimate.change(), estimate);
        }
        return all == Long.MAX_VALUE ? null : Math.max(1, all - estimate.units());
    }

    private long documents(double margin, double change, Estimate estimate) {
        double zPower =
                SampleSize.zOfPower(margins.rule().power(), margins.guarded().size());
        double variance = estimate.units() * estimate.error() * estimate.error();
        long least = estimate.basis() == Difference.Basis.TANGO ? SampleSize.withoutFlips(margin, z) : Estimate.FEW;
        return Math.max(least, SampleSize.documents(variance, margin, change, z, zPower));
    }

    /** Over tasks that are guarded and scored from 0 to 1. */
    private @Nullable Macro macro(List<Difference> tasks) {
        Double margin = margins.rule().macroMargin();
        List<Difference> pooled = tasks.stream().filter(Gate::isShare).toList();
        if (pooled.isEmpty()) {
            return null;
        }
        double change = pooled.stream().mapToDouble(Difference::change).sum() / pooled.size();
        double squares =
                pooled.stream().mapToDouble(task -> task.error() * task.error()).sum();
        double error = Math.sqrt(squares) / pooled.size();
        long documents = pooled.stream().mapToLong(Difference::documents).min().orElseThrow();
        Estimate mean = Estimate.normal(change, error, z, documents, Difference.Basis.PAIRED);
        Verdict verdict = margin == null ? null : verdict(margin, mean);
        return new Macro(pooled.size(), change, error, mean.lower(), mean.upper(), margin, verdict);
    }

    private static boolean isShare(Difference task) {
        return task.margin() != null
                && task.basis() != Difference.Basis.RATIO
                && Math.min(task.before(), task.after()) >= 0
                && Math.max(task.before(), task.after()) <= 1;
    }

    private @Nullable Verdict verdict(List<Difference> tasks, @Nullable Macro macro) {
        List<Verdict> verdicts = new ArrayList<>();
        tasks.stream().map(Difference::verdict).filter(Objects::nonNull).forEach(verdicts::add);
        if (macro != null && macro.verdict() != null) {
            verdicts.add(macro.verdict());
        }
        return verdicts.isEmpty() ? null : all(verdicts);
    }

    /** Passes only what passes everywhere; what nobody looked at does not. */
    static Verdict all(List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(Verdict.Fail.class::isInstance)) {
            return new Verdict.Fail();
        }
        List<Verdict.Inconclusive> open = verdicts.stream()
                .filter(Verdict.Inconclusive.class::isInstance)
                .map(Verdict.Inconclusive.class::cast)
                .toList();
        if (open.isEmpty() && !verdicts.isEmpty()) {
            return new Verdict.Pass();
        }
        boolean hopeless = open.isEmpty() || open.stream().anyMatch(one -> one.documentsNeeded() == null);
        return new Verdict.Inconclusive(
                hopeless
                        ? null
                        : open.stream()
                                .map(Verdict.Inconclusive::documentsNeeded)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null));
    }
}
