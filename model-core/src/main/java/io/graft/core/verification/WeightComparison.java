package io.graft.core.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.PlainSum;
import io.graft.core.merge.Recomputation;
import io.graft.core.merge.RecomputedTensor;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a merged model with what a plan makes, tensor by tensor and file by file. */
final class WeightComparison {
    private static final double MUCH_LOST = 0.2;

    private final MergePlan plan;
    private final Checkpoint model;
    private final PlainMerge plain;
    private final Thoroughness how;
    private final List<TensorCheck> tensors = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private long confirmed;
    private double errorSquares;
    private double changeSquares;
    private long unchanged;
    private long changing;

    WeightComparison(MergePlan plan, Checkpoint model, PlainMerge plain, Thoroughness how) {
        this.plan = plan;
        this.model = model;
        this.plain = plain;
        this.how = how;
    }

    WeightCheck check() throws InterruptedException {
        Set<String> unexpected = new TreeSet<>(model.tensors().keySet());
        Recomputation.of(plan, tensor -> {
            unexpected.remove(tensor.name());
            tensors.add(check(tensor));
        });
        unexpected.forEach(this::refuse);
        findings.addAll(new FileComparison(plan, model, how.exact()).findings());
        warnOfSwamping();
        return report();
    }

    private TensorCheck check(RecomputedTensor expected) {
        if (!model.holds(expected.name())) {
            add(
                    WeightFault.WEIGHT_MISSING,
                    expected.name(),
                    "The recipe makes %s, and the model lacks it".formatted(expected.name()));
            return unread(
                    expected.name(), TensorCheck.State.MISSING, expected.shape().elements());
        }
        Tensor actual = model.tensor(expected.name());
        if (actual.dtype() != expected.dtype() || !actual.shape().equals(expected.shape())) {
            add(
                    WeightFault.WEIGHT_SHAPE_DIFFERS,
                    expected.name(),
                    "%s is %s %s, and the recipe makes it %s %s"
                            .formatted(
                                    expected.name(),
                                    actual.dtype(),
                                    actual.shape(),
                                    expected.dtype(),
                                    expected.shape()));
            return unread(expected.name(), state(expected, actual), actual.elements());
        }
        return expected.copied()
                .map(source -> copied(expected, source, actual))
                .orElseGet(() -> made(expected, actual));
    }

    private TensorCheck copied(RecomputedTensor expected, Tensor source, Tensor actual) {
        long first = source.data().mismatch(actual.data());
        if (first >= 0) {
            add(
                    WeightFault.WEIGHT_NOT_COPIED,
                    expected.name(),
                    "%s should be copied, and differs from element %d on"
                            .formatted(expected.name(), first / actual.dtype().bytes()));
        }
        if (first < 0 || !actual.dtype().isFloat()) {
            long differing = first < 0 ? 0 : 1;
            return new TensorCheck(
                    expected.name(),
                    state(expected, actual),
                    actual.elements(),
                    actual.elements(),
                    differing,
                    differing,
                    differing,
                    null,
                    null,
                    first < 0);
        }
        return summary(expected, actual, compare(expected, actual), false);
    }

    private TensorCheck made(RecomputedTensor expected, Tensor actual) {
        TensorComparison comparison = compare(expected, actual);
        boolean passed = comparison.agrees(how.exact());
        if (!passed) {
            add(WeightFault.WEIGHT_DIFFERS, expected.name(), difference(expected.name(), comparison));
        }
        if (comparison.beyondPlain() > 0) {
            add(
                    WeightFault.WEIGHT_DISPUTED,
                    expected.name(),
                    "Plain arithmetic and the merge's own disagree on %d of %d elements of %s"
                            .formatted(comparison.beyondPlain(), comparison.confirmed(), expected.name()));
        }
        confirmed += comparison.confirmed();
        errorSquares += comparison.errorSquares();
        changeSquares += comparison.changeSquares();
        unchanged += comparison.unchanged();
        changing += expected.base().isPresent() ? comparison.checked() : 0;
        return summary(expected, actual, comparison, passed && comparison.beyondPlain() == 0);
    }

    private TensorComparison compare(RecomputedTensor expected, Tensor actual) {
        Optional<Tensor> base = expected.base()
                .filter(before ->
                        before.shape().equals(actual.shape()) && before.dtype().isFloat());
        Optional<PlainSum> sum = plain.sum(expected);
        SampledRows rows = SampledRows.of(expected.name(), actual.shape(), how);
        TensorComparison comparison = new TensorComparison(actual.dtype(), base.isPresent());
        int width = Math.toIntExact(rows.width());
        for (long row : rows.rows()) {
            double[] values = expected.values(row * width, width);
            double[] second = sum.map(terms -> plain.row(terms, row, width)).orElse(null);
            comparison.add(actual, base.orElse(actual), row * width, values, second);
        }
        return comparison;
    }

    private static String difference(String name, TensorComparison comparison) {
        String amount = comparison.changeSquares() == 0
                ? ""
                : "; it was changed by %.4f times what the recipe says".formatted(comparison.multiple());
        return "%d of %d elements of %s are not what the recipe makes, the farthest by %.4g units in the last place%s"
                .formatted(comparison.differing(), comparison.checked(), name, comparison.farthest(), amount);
    }

    private static TensorCheck summary(
            RecomputedTensor expected, Tensor actual, TensorComparison comparison, boolean passed) {
        Double error = relative(comparison.errorSquares(), comparison.changeSquares());
        Double same = expected.base().isPresent() && comparison.checked() > 0
                ? (Double) ((double) comparison.unchanged() / comparison.checked())
                : null;
        return new TensorCheck(
                expected.name(),
                state(expected, actual),
                actual.elements(),
                comparison.checked(),
                comparison.differing(),
                comparison.beyondOne(),
                comparison.farthest(),
                error,
                same,
                passed);
    }

    private static TensorCheck.State state(RecomputedTensor expected, Tensor actual) {
        return expected.base()
                .map(base -> base.dtype() == actual.dtype() && base.data().mismatch(actual.data()) < 0
                        ? TensorCheck.State.IDENTICAL
                        : TensorCheck.State.CHANGED)
                .orElse(TensorCheck.State.NEW);
    }

    private void refuse(String name) {
        add(WeightFault.WEIGHT_UNEXPECTED, name, "The model has %s, and the recipe does not make it".formatted(name));
        tensors.add(
                unread(name, TensorCheck.State.UNEXPECTED, model.tensor(name).elements()));
    }

    private static TensorCheck unread(String name, TensorCheck.State state, long elements) {
        return new TensorCheck(name, state, elements, 0, 0, 0, 0, null, null, false);
    }

    private void add(WeightFault fault, String where, String message) {
        findings.add(fault.at(where, message));
    }

    private void warnOfSwamping() {
        Double lost = deltaError();
        if (lost != null && lost > MUCH_LOST && findings.isEmpty()) {
            add(
                    WeightFault.CHANGE_SWAMPED,
                    model.folder().toString(),
                    "Rounding to the stored type loses %.0f %% of the change (relative Frobenius error)"
                            .formatted(100 * lost));
        }
    }

    /** The ratio of two Frobenius norms; null if nothing changes, or not by finite numbers. */
    private static @Nullable Double relative(double error, double change) {
        double ratio = Math.sqrt(error / change);
        return Double.isFinite(ratio) ? (Double) ratio : null;
    }

    private @Nullable Double deltaError() {
        return relative(errorSquares, changeSquares);
    }

    private WeightCheck report() {
        tensors.sort(Comparator.comparing(TensorCheck::name));
        findings.sort(Comparator.comparing(Finding::severity));
        boolean passed = findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        long checked = tensors.stream().mapToLong(TensorCheck::checked).sum();
        long elements = tensors.stream().mapToLong(TensorCheck::elements).sum();
        return new WeightCheck(
                passed,
                how.exact(),
                checked,
                confirmed,
                elements,
                deltaError(),
                changing == 0 ? null : (Double) ((double) unchanged / changing),
                tensors,
                findings,
                DetectionLimit.of(how, checked, elements));
    }
}
