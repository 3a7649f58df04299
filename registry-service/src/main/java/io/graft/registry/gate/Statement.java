package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Map;

/** An <a href="https://github.com/in-toto/attestation">in-toto</a> statement that says what became of a version before a gate. */
record Statement(@JsonProperty("_type") String type, List<About> subject, String predicateType, Predicate predicate) {
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE_TYPE = "urn:graft:gate-verdict:v1";

    /** @param digest by algorithm, in hexadecimal digits */
    record About(String name, Map<String, String> digest) {}

    record Predicate(GateVerdict verdict, Digest gateDigest) {}

    static Statement of(GateVerdict verdict, Gate gate, PinnedVersion version) {
        return new Statement(
                TYPE,
                List.of(new About(
                        version.reference(), Map.of("sha256", version.digest().hex()))),
                PREDICATE_TYPE,
                new Predicate(verdict, gate.digest()));
    }
}
