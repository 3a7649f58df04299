package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A model's versions as branches, tags and commits. */
@Component
class HubReferences {
    private final Branches branches;
    private final JdbcClient jdbc;

    HubReferences(Branches branches, JdbcClient jdbc) {
        this.branches = branches;
        this.jdbc = jdbc;
    }

    /** A name for a commit. */
    record Ref(String name, String ref, String targetCommit) {}

    /** {@code main} mostly is the newest version; numbers and aliases are tags. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refs(List<Ref> branches, List<Ref> converts, List<Ref> tags, List<Ref> pullRequests) {}

    /** Somebody who committed. */
    record Author(String user) {}

    /** A version as a commit. */
    record Commit(String id, List<Author> authors, Instant date, String title, String message) {}

    private record Named(String name, String commit) {}

    Refs refs(RepositoryName repository, String main) {
        return repository instanceof RepositoryName.OfModel(ModelName model)
                ? refs(model, main)
                : new Refs(List.of(head(Branch.MAIN, main)), List.of(), List.of(), List.of());
    }

    private Refs refs(ModelName model, String main) {
        List<Ref> tags = Stream.concat(numbers(model).stream(), aliases(model).stream())
                .map(tag -> new Ref(tag.name(), "refs/tags/" + tag.name(), tag.commit()))
                .toList();
        return new Refs(heads(model, main), List.of(), tags, List.of());
    }

    private List<Ref> heads(ModelName model, String main) {
        Stream<Ref> others = branches.of(model).stream()
                .filter(branch -> !branch.name().equals(Branch.MAIN))
                .map(branch -> head(branch.name(), Revision.commit(branch.digest())));
        return Stream.concat(Stream.of(head(Branch.MAIN, main)), others).toList();
    }

    private static Ref head(String name, String commit) {
        return new Ref(name, "refs/heads/" + name, commit);
    }

    /** Up to this one, the newest first. Others than models have no past. */
    List<Commit> commits(Revision newest) {
        return newest.repository() instanceof RepositoryName.OfModel(ModelName model)
                ? commits(model).stream()
                        .dropWhile(commit -> !commit.id().equals(newest.commit()))
                        .toList()
                : List.of(commit(newest, Objects.requireNonNull(newest.version())));
    }

    private Commit commit(Revision only, PinnedVersion version) {
        Instant ready = jdbc.sql("select ready_at from version where id = :id")
                .param("id", version.id())
                .query((row, _) -> row.getObject("ready_at", OffsetDateTime.class))
                .single()
                .toInstant();
        String title = only.repository() instanceof RepositoryName.OfPool
                ? "Adapters of " + version.reference()
                : "Version %d".formatted(version.number());
        return new Commit(only.commit(), List.of(new Author(version.model().namespace())), ready, title, "");
    }

    private List<Commit> commits(ModelName model) {
        return jdbc.sql("""
                        select v.number, v.digest, v.ready_at from version v join model m on m.id = v.model_id
                         where m.namespace = :namespace and m.name = :name and v.state = 'READY'
                         order by v.number desc
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query((row, _) -> new Commit(
                        Revision.commit(new Digest(row.getString("digest"))),
                        List.of(new Author(model.namespace())),
                        row.getObject("ready_at", OffsetDateTime.class).toInstant(),
                        "Version %d".formatted(row.getInt("number")),
                        ""))
                .list();
    }

    private List<Named> numbers(ModelName model) {
        return jdbc.sql("""
                        select v.number::text as name, left(v.digest, 40) as commit
                          from version v join model m on m.id = v.model_id
                         where m.namespace = :namespace and m.name = :name and v.state = 'READY' order by v.number
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query((row, _) -> new Named(row.getString("name"), row.getString("commit")))
                .list();
    }

    private List<Named> aliases(ModelName model) {
        return jdbc.sql("""
                        select a.name, left(v.digest, 40) as commit
                          from alias a
                          join model m on m.id = a.model_id
                          join version v on v.model_id = m.id and v.number = a.number
                         where m.namespace = :namespace and m.name = :name and v.state = 'READY' order by a.name
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .query((row, _) -> new Named(row.getString("name"), row.getString("commit")))
                .list();
    }
}
