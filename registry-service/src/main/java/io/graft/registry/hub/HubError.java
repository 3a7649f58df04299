package io.graft.registry.hub;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What only the Hub's clients ask for, and do not get. */
public enum HubError implements HttpCode {
    HUB_REVISION_NOT_FOUND,
    HUB_ENTRY_NOT_FOUND;

    /** The detail with the commit in which something was looked for. */
    static final String COMMIT = "commit";

    @Override
    public Fault fault() {
        return Fault.MISSING;
    }

    @Override
    public HttpStatus status() {
        return HttpStatus.NOT_FOUND;
    }

    static GraftException noRevision(String repository, String revision) {
        return new GraftException(
                HUB_REVISION_NOT_FOUND,
                repository,
                "%s has no revision %s".formatted(repository, revision),
                "Name main, a version's number, an alias or a commit.");
    }

    static GraftException noEntry(Revision revision, String path) {
        return new GraftException(
                        HUB_ENTRY_NOT_FOUND,
                        path,
                        "%s has no entry %s".formatted(revision.version().reference(), path),
                        "See its list of files.")
                .with(COMMIT, revision.commit());
    }
}
