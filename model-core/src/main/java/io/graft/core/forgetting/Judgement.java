package io.graft.core.forgetting;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a report of what was measured. */
record Judgement(Gate gate, List<Arm> arms, Arm candidate) {
    static Judgement of(Margins margins, List<Arm> arms, String candidate) {
        Set<String> names = new HashSet<>();
        for (Arm arm : arms) {
            if (!names.add(arm.name())) {
                throw ForgettingError.ARMS_UNKNOWN.at(arm.name(), "Two arms are called %s".formatted(arm.name()));
            }
        }
        margins.guarded().forEach(margin -> find(margin.reference(), arms));
        return new Judgement(Gate.of(margins), List.copyOf(arms), find(candidate, arms));
    }

    private static Arm find(String name, List<Arm> arms) {
        return arms.stream()
                .filter(arm -> arm.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> ForgettingError.ARMS_UNKNOWN.at(name, "None of the arms is called %s".formatted(name)));
    }

    ForgettingReport report(@Nullable LineageMeasures lineage) {
        List<Comparison> comparisons = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Arm other : arms) {
            if (!isCandidate(other)) {
                add(other, candidate, comparisons, findings);
            }
        }
        List<Verdict> verdicts = comparisons.stream()
                .map(Comparison::verdict)
                .filter(Objects::nonNull)
                .toList();
        for (Arm other : arms) {
            if (!isCandidate(other) && other.role() != Arm.Role.BASE) {
                bases().forEach(base -> add(base, other, comparisons, findings));
            }
        }
        return new ForgettingReport(
                candidate.name(), gate.margins(), gate.z(), comparisons, lineage, findings, Gate.all(verdicts));
    }

    private boolean isCandidate(Arm arm) {
        return arm.name().equals(candidate.name());
    }

    private List<Arm> bases() {
        return arms.stream()
                .filter(arm -> arm.role() == Arm.Role.BASE && !isCandidate(arm))
                .toList();
    }

    private void add(Arm reference, Arm arm, List<Comparison> comparisons, List<Finding> findings) {
        Comparison comparison = gate.compare(reference, arm);
        comparisons.add(comparison);
        if (comparison.identical()) {
            findings.add(identical(reference, arm));
        }
    }

    /** An adapter that changes no answer in the last digit was not applied: that must not pass for a model that forgot nothing. */
    private static Finding identical(Arm reference, Arm arm) {
        String message =
                "%s and %s gave the same replies everywhere, to the last digit".formatted(reference.name(), arm.name());
        boolean expected = reference.role() != Arm.Role.BASE;
        if (!expected && arm.role() != Arm.Role.PARENT) {
            throw ForgettingError.ARMS_IDENTICAL.at(arm.name(), message);
        }
        return new Finding(
                ForgettingError.ARMS_IDENTICAL.name(),
                expected ? Severity.INFO : Severity.WARNING,
                arm.name(),
                message,
                expected ? "This is what an exact merge does." : "Check that its adapter was applied.");
    }
}
