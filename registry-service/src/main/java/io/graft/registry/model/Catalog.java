package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.access.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where others look up models and versions by name. */
@Component
public class Catalog {
    private final JdbcClient jdbc;
    private final Models models;
    private final WithdrawnVersions withdrawn;
    private final Audit audit;
    private final Clock clock;

    Catalog(JdbcClient jdbc, Models models, WithdrawnVersions withdrawn, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.models = models;
        this.withdrawn = withdrawn;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The ready version that {@code namespace/name@version-or-alias} names at this moment.
     *
     * @throws GraftException {@link ModelError#VERSION_REFERENCE_MALFORMED}, {@link ModelError#MODEL_NOT_FOUND},
     *     {@link ModelError#VERSION_NOT_FOUND}, {@link ModelError#VERSION_NOT_READY} or {@link ModelError#ALIAS_BLOCKED}
     */
    public PinnedVersion resolve(String reference) {
        return pinned(findForUse(VersionReference.parse(reference)));
    }

    /** The ready version with this id, also when it was withdrawn. */
    public PinnedVersion pinned(UUID id) {
        Row row = row(id);
        row.requireReady();
        return row.pinned(files(id));
    }

    /** The same, but one that was withdrawn or contains such a one is refused with {@link ModelError#VERSION_WITHDRAWN}. */
    public PinnedVersion clean(UUID id) {
        PinnedVersion version = pinned(id);
        withdrawn.find(id).ifPresent(why -> {
            throw why.refusal(version.reference());
        });
        return version;
    }

    /** The same in whatever state it is. */
    PinnedVersion asItIs(UUID id) {
        return row(id).pinned(files(id));
    }

    private Row row(UUID id) {
        return jdbc.sql("""
                        select v.id, m.namespace, m.name, m.kind, v.number, v.state, v.digest, v.fingerprint, v.base_id
                          from version v join model m on m.id = v.model_id
                         where v.id = :id
                        """).param("id", id).query(Catalog::row).single();
    }

    /** The id of the version named, in whatever state it is, to look at it: also where an alias stands that is blocked. */
    public UUID find(VersionReference reference) {
        return lookUp(reference).orElseThrow(() -> missing(reference));
    }

    /** The same, to use it: an alias that is blocked is refused with {@link ModelError#ALIAS_BLOCKED}. */
    public UUID findForUse(VersionReference reference) {
        UUID id = find(reference);
        if (reference.number().isEmpty()) {
            withdrawn.find(id).ifPresent(why -> {
                throw why.block(reference);
            });
        }
        return id;
    }

    /** Whether there is a model of that name. */
    public boolean isModel(ModelName name) {
        return models.existsByName(name);
    }

    /** What a model's versions are, if there is one of that name. */
    public Optional<ModelKind> kind(ModelName name) {
        return models.findByName(name).map(Model::kind);
    }

    /**
     * Sees that there is a model of that name.
     *
     * @throws GraftException {@link ModelError#MODEL_NOT_FOUND}
     */
    public void requireModel(ModelName name) {
        if (!isModel(name)) {
            throw missing(name);
        }
    }

    /** The tags of a model, which may be none. */
    public Map<String, String> tags(ModelName name) {
        return jdbc
                .sql("""
                        select t.key, t.value from model m cross join lateral jsonb_each_text(m.tags) t
                         where m.namespace = :namespace and m.name = :name
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .query((row, _) -> Map.entry(row.getString("key"), row.getString("value")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Makes the model if there is none of that name; one of another kind is refused. */
    @Transactional
    public void ensure(ModelName name, ModelKind kind) {
        if (insert(name, kind, "")) {
            audit.record("model.create", name.toString(), null, Map.of("kind", kind));
        }
        models.findByName(name).orElseThrow().requireKind(kind);
    }

    /**
     * Makes a model.
     *
     * @throws GraftException {@link ModelError#MODEL_EXISTS}
     */
    @Transactional
    public void create(ModelName name, ModelKind kind, String description) {
        if (!insert(name, kind, description)) {
            throw new GraftException(
                    ModelError.MODEL_EXISTS,
                    name.toString(),
                    "There already is a model %s".formatted(name),
                    "Add a version to it, or choose another name.");
        }
        audit.record("model.create", name.toString(), null, Map.of("kind", kind, "description", description));
    }

    /** Says anew what a model is. */
    @Transactional
    public void describe(ModelName name, String description) {
        Model model = models.findLockedByName(name).orElseThrow(() -> missing(name));
        String before = model.description();
        if (!before.equals(description)) {
            model.describe(description);
            models.saveAndFlush(model);
            audit.record(
                    "model.describe",
                    name.toString(),
                    Map.of("description", before),
                    Map.of("description", description));
        }
    }

    private boolean insert(ModelName name, ModelKind kind, String description) {
        return jdbc.sql("""
                        insert into model (id, namespace, name, kind, description, last_number, created_at, row_version)
                        values (uuidv7(), :namespace, :name, :kind, :description, 0, :now, 0)
                        on conflict (namespace, name) do nothing
                        """)
                        .param("namespace", name.namespace())
                        .param("name", name.name())
                        .param("kind", kind.name())
                        .param("description", description)
                        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .update()
                == 1;
    }

    List<ArtifactFile> files(UUID version) {
        return jdbc.sql("select path, size, sha256 from version_file where version_id = :version order by path")
                .param("version", version)
                .query((row, _) -> new ArtifactFile(
                        row.getString("path"), row.getLong("size"), new Digest(row.getString("sha256"))))
                .list();
    }

    private Optional<UUID> lookUp(VersionReference reference) {
        OptionalInt number = reference.number();
        if (number.isPresent()) {
            return one("v.number = :selector", reference.model(), number.getAsInt());
        }
        return reference.selector().equals(Alias.LATEST)
                ? one("""
                        v.state = 'READY' and :selector = 'latest'
                        and not exists (select from withdrawn_version w where w.version_id = v.id)
                        """, reference.model(), Alias.LATEST)
                : one(
                        "v.number = (select a.number from alias a where a.model_id = m.id and a.name = :selector)",
                        reference.model(),
                        reference.selector());
    }

    private Optional<UUID> one(String condition, ModelName name, Object selector) {
        return jdbc.sql("""
                        select v.id from model m join version v on v.model_id = m.id
                         where m.namespace = :namespace and m.name = :name and %s
                         order by v.number desc limit 1
                        """.formatted(condition))
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("selector", selector)
                .query(UUID.class)
                .optional();
    }

    private GraftException missing(VersionReference reference) {
        if (!models.existsByName(reference.model())) {
            return missing(reference.model());
        }
        return new GraftException(
                ModelError.VERSION_NOT_FOUND,
                reference.toString(),
                "%s has no version %s".formatted(reference.model(), reference.selector()),
                "See /api/v1/models/%s/versions for those it has.".formatted(reference.model()));
    }

    static GraftException missing(ModelName name) {
        return new GraftException(
                ModelError.MODEL_NOT_FOUND,
                name.toString(),
                "There is no model %s".formatted(name),
                "Check the name, or create it with POST /api/v1/models.");
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        String fingerprint = row.getString("fingerprint");
        return new Row(
                row.getObject("id", UUID.class),
                new ModelName(row.getString("namespace"), row.getString("name")),
                ModelKind.valueOf(row.getString("kind")),
                row.getInt("number"),
                VersionState.valueOf(row.getString("state")),
                new Digest(row.getString("digest")),
                fingerprint == null ? null : new Digest(fingerprint),
                row.getObject("base_id", UUID.class));
    }

    private record Row(
            UUID id,
            ModelName model,
            ModelKind kind,
            int number,
            VersionState state,
            Digest digest,
            @Nullable Digest fingerprint,
            @Nullable UUID baseId) {
        void requireReady() {
            if (state != VersionState.READY) {
                throw new GraftException(
                        ModelError.VERSION_NOT_READY,
                        model + "@" + number,
                        "%s@%d is %s, not READY".formatted(model, number, state),
                        "Use a version that is ready.");
            }
        }

        PinnedVersion pinned(List<ArtifactFile> files) {
            return new PinnedVersion(id, model, kind, number, digest, fingerprint, baseId, files);
        }
    }
}
