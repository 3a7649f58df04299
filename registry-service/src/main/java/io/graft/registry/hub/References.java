package io.graft.registry.hub;

import io.graft.core.artifact.Manifest;
import io.graft.registry.model.Aliases;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Move;
import io.graft.registry.model.PinnedVersion;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes and drops branches, and tags versions. */
@Component
class References {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final int LONGEST = 100;

    private final Revisions revisions;
    private final Branches branches;
    private final Aliases aliases;

    References(Revisions revisions, Branches branches, Aliases aliases) {
        this.revisions = revisions;
        this.branches = branches;
        this.aliases = aliases;
    }

    /**
     * Has a branch hold what a revision does.
     *
     * @param again whether it may hold something else already
     */
    @Transactional
    void branch(ModelName model, String name, String start, boolean again) {
        Revision from = revisions.find(model, start);
        if (name.equals(Branch.MAIN) || (!again && branches.find(model, name).isPresent())) {
            throw HubError.referenceExists(model, name);
        }
        if (name.length() > LONGEST
                || Revision.isCommit(name)
                || !NAME.matcher(name).matches()) {
            throw HubError.reference(
                    name, "\"%s\" is not a name for a branch".formatted(name), "Use letters, digits and _ . - /.");
        }
        if (from.files().isEmpty()) {
            throw HubError.reference(name, "%s has no files to branch from".formatted(model), "Commit to main first.");
        }
        branches.set(model, name, new Manifest(from.files()), "Branch of " + start);
    }

    @Transactional
    void drop(ModelName model, String name) {
        if (name.equals(Branch.MAIN)) {
            throw HubError.reference(name, "main cannot be deleted", "Delete another branch.");
        }
        if (branches.find(model, name).isEmpty()) {
            throw HubError.noRevision(model.toString(), name);
        }
        branches.delete(model, name);
    }

    /** Names a version; a tag that is there stays where it is. */
    @Transactional
    void tag(ModelName model, String tag, String revision, String message) {
        PinnedVersion version = revisions.find(model, revision).version();
        if (version == null) {
            throw HubError.reference(
                    tag,
                    "%s of %s is no version: it is not whole, or not on main".formatted(revision, model),
                    "Commit what is missing to main, and tag that.");
        }
        if (aliases.find(model, tag).isPresent()) {
            throw HubError.referenceExists(model, tag);
        }
        aliases.move(Move.byHand(model, tag, 0, version.number(), message));
    }
}
