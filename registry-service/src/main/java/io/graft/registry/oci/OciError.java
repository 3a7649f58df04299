package io.graft.registry.oci;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.problem.HttpCode;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** What OCI's clients ask for and do not get, in the words of the distribution specification. */
public enum OciError implements HttpCode {
    NAME_UNKNOWN(HttpStatus.NOT_FOUND),
    MANIFEST_UNKNOWN(HttpStatus.NOT_FOUND),
    BLOB_UNKNOWN(HttpStatus.NOT_FOUND),
    UNSUPPORTED(HttpStatus.METHOD_NOT_ALLOWED);

    private final HttpStatus status;

    OciError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public Fault fault() {
        return this == UNSUPPORTED ? Fault.UNSUPPORTED : Fault.MISSING;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    /** @param alike models whose names differ only by capital letters */
    static GraftException noModel(ModelName name, List<ModelName> alike) {
        return new GraftException(
                NAME_UNKNOWN,
                name.toString(),
                "There is no model %s".formatted(name),
                alike.isEmpty()
                        ? "Check the name."
                        : "Several differ from it by capital letters only: %s."
                                .formatted(
                                        alike.stream().map(ModelName::toString).collect(Collectors.joining(", "))));
    }

    static GraftException nothingAt(String path) {
        return new GraftException(
                NAME_UNKNOWN,
                path,
                "There is nothing at %s".formatted(path),
                "A repository is a model's namespace and name, with one slash between them.");
    }

    static GraftException noManifest(ModelName model, String reference) {
        return new GraftException(
                MANIFEST_UNKNOWN,
                reference,
                "%s has no version %s".formatted(model, reference),
                "Name a version's number, an alias, latest or the digest of a manifest.");
    }

    static GraftException noBlob(ModelName model, Digest digest) {
        return new GraftException(
                BLOB_UNKNOWN,
                digest.toString(),
                "No version of %s has the bytes %s".formatted(model, digest),
                "See the manifests of its versions.");
    }

    static GraftException readOnly(String path) {
        return new GraftException(
                UNSUPPORTED,
                path,
                "Nothing can be pushed or deleted here",
                "Register versions with graft push or through /api/v1.");
    }
}
