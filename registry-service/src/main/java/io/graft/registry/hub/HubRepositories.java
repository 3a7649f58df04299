package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.access.Audit;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Repositories that clients of the Hub made; every model is one, too. */
@Component
class HubRepositories {
    /** After so long a commit has died with its registry. */
    private static final Duration LONGEST_COMMIT = Duration.ofMinutes(40);

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Audit audit;
    private final Clock clock;

    HubRepositories(JdbcClient jdbc, Catalog catalog, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    /** The right to commit, which one at a time has. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }

    boolean exists(ModelName model) {
        return catalog.isModel(model) || made(model);
    }

    /** @throws GraftException {@link HubError#HUB_REPOSITORY_EXISTS} */
    @Transactional
    void create(ModelName model) {
        if (exists(model)) {
            throw HubError.exists(model);
        }
        ensure(model);
        audit.record("repository.create", model.toString(), null, Map.of());
    }

    UUID ensure(ModelName model) {
        return jdbc.sql("""
                        insert into hub_repository (id, namespace, name, created_at)
                        values (uuidv7(), :namespace, :name, :now)
                        on conflict (namespace, name) do update set name = excluded.name
                        returning id
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .param("now", now())
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
    }

    /** When it was made, where a client of the Hub did so. */
    Instant created(ModelName model) {
        return jdbc.sql("select created_at from hub_repository where namespace = :namespace and name = :name")
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query((row, _) -> row.getObject("created_at", OffsetDateTime.class))
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElseGet(clock::instant);
    }

    /** @throws GraftException {@link HubError#HUB_REPOSITORY_KEPT} where it has versions, which never vanish */
    @Transactional
    void delete(ModelName model) {
        if (catalog.isModel(model)) {
            throw HubError.kept(model);
        }
        if (!made(model)) {
            throw HubError.noRepository(model);
        }
        jdbc.sql("""
                        delete from blob_reference where owner in (
                            select held.id
                              from (select id, repository_id from hub_branch
                                    union all select id, repository_id from hub_deposit) held
                              join hub_repository r on r.id = held.repository_id
                             where r.namespace = :namespace and r.name = :name)
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .update();
        jdbc.sql("delete from hub_repository where namespace = :namespace and name = :name")
                .param("namespace", model.namespace())
                .param("name", model.name())
                .update();
        audit.record("repository.delete", model.toString(), Map.of(), null);
    }

    /** @throws GraftException {@link HubError#HUB_COMMIT_OVERTAKEN} while another commit is going on */
    Claim claim(ModelName model) {
        UUID id = ensure(model);
        int claimed = jdbc.sql("""
                        update hub_repository set committing_until = :until
                         where id = :id and (committing_until is null or committing_until < :now)
                        """)
                .param("until", now().plus(LONGEST_COMMIT))
                .param("now", now())
                .param("id", id)
                .update();
        if (claimed == 0) {
            throw HubError.overtaken(model, "Another commit is just being made");
        }
        return () -> jdbc.sql("update hub_repository set committing_until = null where id = :id")
                .param("id", id)
                .update();
    }

    private boolean made(ModelName model) {
        return jdbc.sql("select exists (select from hub_repository where namespace = :namespace and name = :name)")
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query(Boolean.class)
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
