package io.graft.registry.gate;

import io.graft.core.artifact.Digest;
import io.graft.core.attestation.Statement;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** What a signed statement says of a version that was judged. */
record VerdictClaim(GateVerdict verdict, Digest gateDigest) {
    static final TypeReference<Statement<VerdictClaim>> FORM = new TypeReference<>() {};

    private static final String PREDICATE_TYPE = "urn:graft:gate-verdict:v1";

    static Statement<VerdictClaim> of(GateVerdict verdict, Gate gate, PinnedVersion version) {
        return Statement.of(
                List.of(Statement.Subject.of(version.reference(), version.digest())),
                PREDICATE_TYPE,
                new VerdictClaim(verdict, gate.digest()));
    }
}
