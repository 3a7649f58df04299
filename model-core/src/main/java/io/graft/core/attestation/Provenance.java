package io.graft.core.attestation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.graft.core.preflight.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a version came to be, as <a href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance</a>, with fields of Graft's own
 * where SLSA has none.
 *
 * @param tensors what the version consists of, by the name of the tensor
 * @param findings what preflight warned of before it was merged, and what was found of its bytes
 * @param licence what the version may be used under, as its parents leave it
 * @param precision what rounding to the stored type took; null where nobody measured it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        BuildDefinition buildDefinition,
        RunDetails runDetails,
        @JsonProperty("graft_tensors") Map<String, TensorFacts> tensors,
        @JsonProperty("graft_findings") List<Finding> findings,
        @JsonProperty("graft_licence") @Nullable LicenceFacts licence,
        @JsonProperty("graft_precision") @Nullable Precision precision) {
    public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
    /** The build type of a merge; its external parameter {@code recipe} is the recipe in canonical form. */
    public static final String MERGE = "urn:graft:merge:v1";
    /** The build type of a version that somebody uploaded. */
    public static final String UPLOAD = "urn:graft:upload:v1";

    /**
     * What was made from what.
     *
     * @param resolvedDependencies what went in, by digest
     */
    public record BuildDefinition(
            String buildType, Map<String, JsonNode> externalParameters, List<Dependency> resolvedDependencies) {}

    /**
     * What went in.
     *
     * @param name {@code namespace/name@number}
     * @param digest of the version's manifest
     */
    public record Dependency(String name, Map<String, String> digest) {}

    /** Who made it, and when. */
    public record RunDetails(Builder builder, Metadata metadata) {}

    /**
     * Who made it.
     *
     * @param version of the parts that did it
     */
    public record Builder(String id, Map<String, String> version) {}

    /**
     * When it was made.
     *
     * @param invocationId the merge's id, or the version's where it was uploaded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(String invocationId, @Nullable Instant startedOn, Instant finishedOn) {}

    /**
     * A tensor by its content.
     *
     * @param state compared with the base: {@code new}, {@code changed} or {@code identical}; null where nothing was merged
     * @param method by which it was made; null where it was copied or uploaded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TensorFacts(
            String dtype,
            List<Long> shape,
            String sha256,
            @Nullable String state,
            @Nullable String method) {}

    /**
     * What a version may be used under.
     *
     * @param licences all that apply, by the Hub's identifiers; the most restrictive first
     * @param parents what each parent is under
     */
    public record LicenceFacts(List<String> licences, Map<String, List<String>> parents) {}

    /**
     * What rounding took.
     *
     * @param elements how many were looked at
     * @param unchanged the share of them that are as in the base, though the recipe changes their tensor
     * @param deltaError how much of the change was lost, as a relative Frobenius norm
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Precision(
            long elements,
            @Nullable Double unchanged,
            @Nullable Double deltaError) {}
}
