package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.registry.evaluation.Measurements.Proof;
import org.jspecify.annotations.Nullable;

/**
 * A merge must be proved to be what its recipe says.
 *
 * @param without what a version counts as that nobody has verified; inconclusive unless said otherwise
 */
@JsonTypeName("verification")
record VerificationCondition(@Nullable Outcome without) implements Condition {
    @Override
    public Judged judge(Subject subject) {
        if (subject.isAdapter()) {
            return Judged.notApplicable(
                    this, "%s is an adapter as it was trained: no merge made it".formatted(subject.name()));
        }
        return subject.measurements()
                .proof(subject.version().id())
                .map(proof -> judge(proof, subject))
                .orElseGet(() -> Judged.of(
                        this,
                        without == null ? Outcome.INCONCLUSIVE : without,
                        "%s was never verified".formatted(subject.name())));
    }

    private Judged judge(Proof proof, Subject subject) {
        Evidence evidence = new Evidence("verification", proof.id().toString(), proof.digest());
        if (proof.verdict() == null) {
            return Judged.unknown(
                    this, "The verification of %s is %s".formatted(subject.name(), proof.state()), evidence);
        }
        Outcome outcome = Outcome.valueOf(proof.verdict());
        return Judged.of(
                this, outcome, "The verification of %s says %s".formatted(subject.name(), proof.verdict()), evidence);
    }
}
