package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what the Hub's clients call a revision: a branch, a version's number, an alias, or a commit. */
@Component
class Revisions {
    private static final Set<String> MAIN = Set.of(Branch.MAIN, "HEAD");
    private static final String LATEST = "latest";
    private static final String REF = "refs/(heads|tags)/";

    private final Catalog catalog;
    private final HubRepositories repositories;
    private final Branches branches;
    private final VirtualRevisions virtual;
    private final JdbcClient jdbc;

    Revisions(
            Catalog catalog,
            HubRepositories repositories,
            Branches branches,
            VirtualRevisions virtual,
            JdbcClient jdbc) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.branches = branches;
        this.virtual = virtual;
        this.jdbc = jdbc;
    }

    /** The same in whichever kind of repository. */
    Revision find(RepositoryName repository, String name) {
        return switch (repository) {
            case RepositoryName.OfModel(ModelName model) -> find(model, name);
            case RepositoryName.OfRelease release -> virtual.release(release, commit(name));
            case RepositoryName.OfPool pool -> virtual.pool(pool, commit(name));
        };
    }

    /** Empty for the newest. */
    private static Optional<String> commit(String name) {
        String plain = name.replaceFirst(REF, "");
        return MAIN.contains(plain) ? Optional.empty() : Optional.of(plain);
    }

    /** @throws GraftException {@link HubError#HUB_REVISION_NOT_FOUND}, or as {@link Catalog#findForUse} does */
    Revision find(ModelName model, String name) {
        if (!repositories.exists(model)) {
            throw HubError.noRepository(model);
        }
        String plain = name.replaceFirst(REF, "");
        if (MAIN.contains(plain)) {
            return main(model);
        }
        return Revision.isCommit(plain) ? commit(model, plain) : named(model, plain);
    }

    /** A revision, and what of a path comes after it. */
    record Place(Revision revision, String path) {}

    /** The same in whichever kind of repository; only of models have branches names with slashes. */
    Place locate(RepositoryName repository, String first, @Nullable String rest) {
        return repository instanceof RepositoryName.OfModel(ModelName model)
                ? locate(model, first, rest)
                : new Place(find(repository, first), rest == null ? "" : rest.replaceFirst("^/", ""));
    }

    /**
     * Finds the revision that a path begins with. Names of branches may have slashes, which not every client encodes.
     *
     * @param rest of the path, from its slash on
     * @throws GraftException as {@link #find} does
     */
    Place locate(ModelName model, String first, @Nullable String rest) {
        String after = rest == null ? "" : rest;
        try {
            return new Place(find(model, first), after.replaceFirst("^/", ""));
        } catch (GraftException e) {
            if (e.code() != HubError.HUB_REVISION_NOT_FOUND) {
                throw e;
            }
            String path = first + after + "/";
            return branches.of(model).stream()
                    .filter(branch -> path.startsWith(branch.name() + "/"))
                    .max(Comparator.comparingInt(branch -> branch.name().length()))
                    .map(branch -> new Place(Revision.of(model, branch), rest(path, branch)))
                    .orElseThrow(() -> e);
        }
    }

    private static String rest(String path, Branch branch) {
        String rest = path.substring(branch.name().length() + 1);
        return rest.isEmpty() ? rest : rest.substring(0, rest.length() - 1);
    }

    /** What is committed on, whoever may have withdrawn it. */
    private Revision main(ModelName model) {
        return branches.find(model, Branch.MAIN)
                .map(branch -> Revision.of(model, branch))
                .or(() -> hasVersions(model) ? Optional.of(version(model, LATEST)) : Optional.empty())
                .orElseGet(() -> Revision.empty(model));
    }

    private Revision named(ModelName model, String name) {
        return branches.find(model, name)
                .map(branch -> Revision.of(model, branch))
                .orElseGet(() -> version(model, name));
    }

    private Revision version(ModelName model, String selector) {
        try {
            return Revision.of(catalog.pinned(catalog.findForUse(new VersionReference(model, selector))));
        } catch (GraftException e) {
            throw switch (e.code().name()) {
                case "MODEL_NOT_FOUND", "VERSION_NOT_FOUND", "VERSION_NOT_READY", "VERSION_REFERENCE_MALFORMED" ->
                    HubError.noRevision(model.toString(), selector);
                default -> e;
            };
        }
    }

    private Revision commit(ModelName model, String commit) {
        return jdbc.sql("""
                        select v.id from version v join model m on m.id = v.model_id
                         where m.namespace = :namespace and m.name = :name
                           and v.state = 'READY' and left(v.digest, 40) = :commit
                         order by v.number desc limit 1
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .param("commit", commit)
                .query((row, _) -> row.getObject("id", UUID.class))
                .optional()
                .map(id -> Revision.of(catalog.pinned(id)))
                .or(() -> unfinished(model, commit))
                .orElseThrow(() -> HubError.noRevision(model.toString(), commit));
    }

    private Optional<Revision> unfinished(ModelName model, String commit) {
        Revision empty = Revision.empty(model);
        return branches.of(model).stream()
                .map(branch -> Revision.of(model, branch))
                .filter(revision -> revision.commit().equals(commit))
                .findFirst()
                .or(() -> empty.commit().equals(commit) ? Optional.of(empty) : Optional.empty());
    }

    private boolean hasVersions(ModelName model) {
        return jdbc.sql("""
                        select exists (select from version v join model m on m.id = v.model_id
                                        where m.namespace = :namespace and m.name = :name and v.state = 'READY')
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query(Boolean.class)
                .single();
    }
}
