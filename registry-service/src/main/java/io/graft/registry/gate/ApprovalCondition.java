package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Optional;

/**
 * A person has to approve.
 *
 * @param role that the person must have
 */
@JsonTypeName("approval")
record ApprovalCondition(String role) implements Condition {
    ApprovalCondition {
        if (role.isBlank()) {
            throw GateError.refused("role", "The role has no name", "Name the role that has to approve.");
        }
    }

    @Override
    public Judged judge(Subject subject) {
        return subject.approvedRoles().contains(role)
                ? Judged.of(this, Outcome.PASS, "%s was approved by %s".formatted(subject.name(), role))
                : Judged.unknown(this, "%s awaits the approval of %s".formatted(subject.name(), role));
    }

    @Override
    public Optional<String> neededRole() {
        return Optional.of(role);
    }
}
