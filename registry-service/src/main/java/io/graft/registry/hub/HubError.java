package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import io.graft.registry.problem.HttpCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What goes wrong only where the Hub's clients ask. */
public enum HubError implements HttpCode {
    HUB_REPOSITORY_NOT_FOUND(HttpStatus.NOT_FOUND),
    HUB_REPOSITORY_EXISTS(HttpStatus.CONFLICT),
    /** A repository with versions is not deleted. */
    HUB_REPOSITORY_KEPT(HttpStatus.FORBIDDEN),
    /** A repository that nobody writes to: it follows from what was released. */
    HUB_REPOSITORY_READ_ONLY(HttpStatus.FORBIDDEN),
    HUB_NAMESPACE_MISSING(HttpStatus.BAD_REQUEST),
    HUB_REVISION_NOT_FOUND(HttpStatus.NOT_FOUND),
    HUB_REFERENCE_EXISTS(HttpStatus.CONFLICT),
    HUB_REFERENCE_REFUSED(HttpStatus.BAD_REQUEST),
    HUB_ENTRY_NOT_FOUND(HttpStatus.NOT_FOUND),
    HUB_COMMIT_MALFORMED(HttpStatus.BAD_REQUEST),
    /** The branch is no longer where the commit was made on. */
    HUB_COMMIT_OVERTAKEN(HttpStatus.PRECONDITION_FAILED),
    HUB_BYTES_MISSING(HttpStatus.BAD_REQUEST),
    HUB_BASE_UNKNOWN(HttpStatus.BAD_REQUEST);

    /** The detail with the commit in which something was looked for. */
    static final String COMMIT = "commit";

    private final HttpStatus status;

    HubError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    static GraftException noRepository(ModelName model) {
        return new GraftException(
                HUB_REPOSITORY_NOT_FOUND,
                model.toString(),
                "There is no model %s".formatted(model),
                "Check the name, or create it.");
    }

    /** One that is not written, but would follow from something else. */
    static GraftException noRepository(String name, String remedy) {
        return new GraftException(HUB_REPOSITORY_NOT_FOUND, name, "There is no repository %s".formatted(name), remedy);
    }

    static GraftException readOnly(String name) {
        return new GraftException(
                HUB_REPOSITORY_READ_ONLY,
                name,
                "%s is read-only: it holds what was released".formatted(name),
                "Commit to the model, and release the version that comes of it.");
    }

    static GraftException exists(ModelName model) {
        return new GraftException(
                HUB_REPOSITORY_EXISTS,
                model.toString(),
                "There already is a model %s".formatted(model),
                "Commit to it, or choose another name.");
    }

    static GraftException kept(ModelName model) {
        return new GraftException(
                HUB_REPOSITORY_KEPT,
                model.toString(),
                "%s has versions, which never vanish".formatted(model),
                "Withdraw those that must not be used.");
    }

    static GraftException noRevision(String repository, String revision) {
        return new GraftException(
                HUB_REVISION_NOT_FOUND,
                repository,
                "%s has no revision %s".formatted(repository, revision),
                "Name main, a version's number, an alias or a commit.");
    }

    static GraftException reference(String name, String what, String remedy) {
        return new GraftException(HUB_REFERENCE_REFUSED, name, what, remedy);
    }

    static GraftException referenceExists(ModelName model, String name) {
        return new GraftException(
                HUB_REFERENCE_EXISTS,
                name,
                "%s already has a reference %s".formatted(model, name),
                "Choose another name.");
    }

    static GraftException noEntry(Revision revision, String path) {
        return new GraftException(
                        HUB_ENTRY_NOT_FOUND,
                        path,
                        "%s has no entry %s".formatted(revision.reference(), path),
                        "See its list of files.")
                .with(COMMIT, revision.commit());
    }

    static GraftException malformed(String where, String what, @Nullable Exception cause) {
        return new GraftException(
                HUB_COMMIT_MALFORMED,
                where,
                what,
                "Send a header and then changes, each as a line of JSON, as the Hub's clients do.",
                cause);
    }

    static GraftException overtaken(ModelName model, String what) {
        return new GraftException(
                HUB_COMMIT_OVERTAKEN, model.toString(), what, "Read the repository again, then repeat the commit.");
    }

    static GraftException noBytes(String path) {
        return new GraftException(
                HUB_BYTES_MISSING,
                path,
                "The bytes of %s have not arrived".formatted(path),
                "Upload the file, then repeat the commit.");
    }
}
