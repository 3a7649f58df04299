package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what the Hub's clients call a revision: {@code main}, a version's number, an alias, or a commit. */
@Component
class Revisions {
    private static final Set<String> MAIN = Set.of("main", "HEAD", "refs/heads/main");
    private static final String LATEST = "latest";
    private static final String TAG = "refs/tags/";

    private final Catalog catalog;
    private final JdbcClient jdbc;

    Revisions(Catalog catalog, JdbcClient jdbc) {
        this.catalog = catalog;
        this.jdbc = jdbc;
    }

    /** @throws GraftException {@link HubError#HUB_REVISION_NOT_FOUND}, or as {@link Catalog#findForUse} does */
    Revision find(ModelName model, String name) {
        String plain = name.startsWith(TAG) ? name.substring(TAG.length()) : name;
        if (MAIN.contains(plain)) {
            return named(model, LATEST);
        }
        return Revision.isCommit(plain) ? commit(model, plain) : named(model, plain);
    }

    private Revision named(ModelName model, String selector) {
        try {
            return new Revision(catalog.pinned(catalog.findForUse(new VersionReference(model, selector))));
        } catch (GraftException e) {
            throw switch (e.code().name()) {
                case "VERSION_NOT_FOUND", "VERSION_NOT_READY", "VERSION_REFERENCE_MALFORMED" ->
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
                .map(id -> new Revision(catalog.pinned(id)))
                .orElseThrow(() -> HubError.noRevision(model.toString(), commit));
    }
}
