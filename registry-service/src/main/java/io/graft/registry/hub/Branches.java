package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.registry.access.Actors;
import io.graft.registry.model.ModelName;
import io.graft.registry.storage.Blobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The branches of repositories. Only what is whole and on {@code main} becomes a version; a branch keeps the rest, its newest state
 * alone.
 */
@Component
class Branches {
    private final JdbcClient jdbc;
    private final HubRepositories repositories;
    private final Blobs blobs;
    private final Actors actors;
    private final JsonMapper json;
    private final Clock clock;

    Branches(JdbcClient jdbc, HubRepositories repositories, Blobs blobs, Actors actors, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.blobs = blobs;
        this.actors = actors;
        this.json = json;
        this.clock = clock;
    }

    /** What a branch holds; empty for {@code main} where the newest version is what it holds. */
    Optional<Branch> find(ModelName model, String name) {
        return of(model).stream()
                .filter(branch -> branch.name().equals(name))
                .filter(branch -> !name.equals(Branch.MAIN) || branch.after() == newest(model))
                .findFirst();
    }

    List<Branch> of(ModelName model) {
        return jdbc.sql("""
                        select b.id, b.name, b.after_number, b.digest, b.files
                          from hub_branch b join hub_repository r on r.id = b.repository_id
                         where r.namespace = :namespace and r.name = :name order by b.name
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query(this::branch)
                .list();
    }

    /** Has a branch hold these files, whose bytes are here and stay. */
    @Transactional
    void set(ModelName model, String name, Manifest manifest, String message) {
        UUID id = jdbc.sql("""
                        insert into hub_branch
                               (id, repository_id, name, after_number, digest, files, author, message, committed_at)
                        values (uuidv7(), :repository, :name, :after, :digest, :files::jsonb, :author, :message, :now)
                        on conflict (repository_id, name) do update
                           set after_number = excluded.after_number, digest = excluded.digest, files = excluded.files,
                               author = excluded.author, message = excluded.message, committed_at = excluded.committed_at
                        returning id
                        """)
                .param("repository", repositories.ensure(model))
                .param("name", name)
                .param("after", newest(model))
                .param("digest", manifest.digest().hex())
                .param("files", json.writeValueAsString(manifest.files()))
                .param("author", actors.current().name())
                .param("message", message)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
        blobs.refer(id, manifest.files().stream().map(ArtifactFile::sha256).toList());
    }

    /** Harmless if there is none. */
    @Transactional
    void delete(ModelName model, String name) {
        of(model).stream().filter(branch -> branch.name().equals(name)).forEach(branch -> {
            blobs.release(branch.id());
            jdbc.sql("delete from hub_branch where id = :id")
                    .param("id", branch.id())
                    .update();
        });
    }

    private int newest(ModelName model) {
        return jdbc.sql("""
                        select coalesce(max(v.number), 0) from version v join model m on m.id = v.model_id
                         where m.namespace = :namespace and m.name = :name and v.state = 'READY'
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query(Integer.class)
                .single();
    }

    private Branch branch(ResultSet row, int index) throws SQLException {
        return new Branch(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getInt("after_number"),
                new Digest(row.getString("digest")),
                List.of(json.readValue(row.getString("files"), ArtifactFile[].class)));
    }
}
