package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Describes versions in the Hub's words, and finds models by them. */
@Component
class HubModels {
    private static final String LICENCE = "license";

    private final Catalog catalog;
    private final HubRepositories repositories;
    private final JdbcClient jdbc;

    HubModels(Catalog catalog, HubRepositories repositories, JdbcClient jdbc) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.jdbc = jdbc;
    }

    /** What a version came from. */
    private record Origin(String model, String relation) {}

    /**
     * Which models are looked for.
     *
     * @param name part of it; empty for any
     * @param author the namespace; empty for any
     * @param base {@code relation:namespace/name} or {@code namespace/name} that the newest version came from; empty for any
     * @param after the name that comes before all of them; empty for none
     */
    record Search(String name, String author, String base, String after) {}

    private record Dates(UUID model, Instant created, Instant ready) {}

    /** @param files whether they are listed */
    HubModel of(Revision revision, boolean files) {
        PinnedVersion version = revision.version();
        return version == null ? unfinished(revision, files) : of(revision, version, files);
    }

    private HubModel of(Revision revision, PinnedVersion version, boolean files) {
        if (revision.repository() instanceof RepositoryName.OfPool) {
            return pool(revision, version, files);
        }
        Dates dates = dates(version);
        List<Origin> origins = origins(version.id());
        Map<String, String> stated = catalog.tags(version.model());
        return model(
                revision,
                dates,
                tags(stated, origins, version.kind()),
                library(version.kind()),
                card(stated, origins),
                files);
    }

    /** Described as the adapters in it are. */
    private HubModel pool(Revision revision, PinnedVersion base, boolean files) {
        List<Origin> origins = List.of(new Origin(base.model().toString(), "adapter"));
        return model(
                revision,
                dates(base),
                tags(Map.of(), origins, ModelKind.ADAPTER),
                library(ModelKind.ADAPTER),
                card(Map.of(), origins),
                files);
    }

    private HubModel unfinished(Revision revision, boolean files) {
        ModelName name = ModelName.parse(revision.repository().toString());
        Instant created = repositories.created(name);
        UUID id = UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8));
        String library = library(new Contents(revision.files()).isAdapter() ? ModelKind.ADAPTER : ModelKind.BASE);
        return model(revision, new Dates(id, created, created), List.of(library), library, Map.of(), files);
    }

    private static String internalId(RepositoryName repository, UUID model) {
        UUID id = repository instanceof RepositoryName.OfModel
                ? model
                : UUID.nameUUIDFromBytes(repository.toString().getBytes(StandardCharsets.UTF_8));
        return id.toString().replace("-", "").substring(0, 24);
    }

    private static HubModel model(
            Revision revision,
            Dates dates,
            List<String> tags,
            String library,
            Map<String, Object> card,
            boolean files) {
        String name = revision.repository().toString();
        return new HubModel(
                internalId(revision.repository(), dates.model()),
                name,
                name,
                revision.repository().namespace(),
                revision.commit(),
                false,
                false,
                false,
                0,
                0,
                dates.ready(),
                dates.created(),
                tags,
                "text-generation",
                library,
                card,
                files
                        ? revision.files().stream()
                                .map(TreeEntry::of)
                                .map(HubModel::sibling)
                                .toList()
                        : null,
                revision.files().stream().mapToLong(ArtifactFile::size).sum());
    }

    /** Models that have a version, by name. */
    List<HubModel> search(Search wanted, int limit, boolean files) {
        String base = wanted.base();
        int colon = base.indexOf(':');
        return jdbc
                .sql("""
                        select v.id
                          from model m
                          join lateral (select id, number from version
                                         where model_id = m.id and state = 'READY'
                                           and not exists (select from withdrawn_version w where w.version_id = version.id)
                                         order by number desc limit 1) v on true
                         where (m.namespace || '/' || m.name) ilike '%' || :search || '%'
                           and (:author = '' or m.namespace = :author)
                           and (m.namespace, m.name) > (split_part(:after, '/', 1), split_part(:after, '/', 2))
                           and (:base = '' or exists (
                                   select from lineage_edge e
                                     join version p on p.id = e.parent_id
                                     join model pm on pm.id = p.model_id
                                    where e.child_id = v.id and pm.namespace || '/' || pm.name = :base
                                      and (:relation = '' or lower(e.relation) = :relation)))
                         order by m.namespace, m.name
                         limit :limit
                        """)
                .param("search", wanted.name())
                .param("author", wanted.author())
                .param("after", wanted.after())
                .param("base", colon < 0 ? base : base.substring(colon + 1))
                .param("relation", colon < 0 ? "" : base.substring(0, colon))
                .param("limit", limit)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list()
                .stream()
                .map(id -> of(Revision.of(catalog.pinned(Objects.requireNonNull(id))), files))
                .toList();
    }

    private static String library(ModelKind kind) {
        return kind == ModelKind.ADAPTER ? "peft" : "transformers";
    }

    private static List<String> tags(Map<String, String> stated, List<Origin> origins, ModelKind kind) {
        List<String> tags = new ArrayList<>(List.of(library(kind), "safetensors"));
        stated.forEach((key, value) -> tags.add(key + ":" + value));
        for (Origin origin : origins) {
            tags.add("base_model:" + origin.model());
            tags.add("base_model:%s:%s".formatted(origin.relation(), origin.model()));
        }
        return tags;
    }

    private static Map<String, Object> card(Map<String, String> stated, List<Origin> origins) {
        Map<String, Object> card = new LinkedHashMap<>();
        String licence = stated.get(LICENCE);
        if (licence != null) {
            card.put(LICENCE, licence);
        }
        if (!origins.isEmpty()) {
            card.put(
                    "base_model", origins.stream().map(Origin::model).distinct().toList());
            card.put("base_model_relation", origins.getFirst().relation());
        }
        return card;
    }

    private Dates dates(PinnedVersion version) {
        return jdbc.sql("""
                        select v.model_id, m.created_at, v.ready_at
                          from version v join model m on m.id = v.model_id where v.id = :id
                        """)
                .param("id", version.id())
                .query((row, _) -> new Dates(
                        row.getObject("model_id", UUID.class),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ready_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    private List<Origin> origins(UUID version) {
        return jdbc.sql("""
                        select m.namespace || '/' || m.name as model, e.relation
                          from lineage_edge e join version v on v.id = e.parent_id join model m on m.id = v.model_id
                         where e.child_id = :version order by e.position
                        """)
                .param("version", version)
                .query((row, _) -> new Origin(
                        row.getString("model"), row.getString("relation").toLowerCase(Locale.ROOT)))
                .list();
    }
}
