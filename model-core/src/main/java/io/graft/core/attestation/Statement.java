package io.graft.core.attestation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.Map;

/**
 * An <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto statement</a>: something is said of
 * things that are known by their digests.
 *
 * @param predicate what is said; {@code predicateType} says how to read it
 */
public record Statement<P>(
        @JsonProperty("_type") String type, List<Subject> subject, String predicateType, P predicate) {
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    public static final String TYPE = "https://in-toto.io/Statement/v1";

    /**
     * What is spoken of.
     *
     * @param digest by algorithm, in hexadecimal digits
     */
    public record Subject(String name, Map<String, String> digest) {
        public static Subject of(String name, Digest digest) {
            return new Subject(name, Map.of("sha256", digest.hex()));
        }

        public static Subject of(ArtifactFile file) {
            return of(file.path(), file.sha256());
        }
    }

    public static <P> Statement<P> of(List<Subject> subject, String predicateType, P predicate) {
        return new Statement<>(TYPE, subject, predicateType, predicate);
    }
}
