package io.graft.registry.oci;

import io.graft.registry.model.PinnedVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes an artifact of a version from what never changes of it, so that the same version makes the same bytes everywhere. */
@Component
class Packing {
    private static final String CREATED = "org.opencontainers.image.created";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String VERSION = "org.opencontainers.image.version";
    private static final String KIND = "io.graft.kind";
    private static final String BASE = "io.graft.base";

    /** Not the application's, whose settings may change. */
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final JdbcClient jdbc;

    Packing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Facts(
            Instant ready, ModelSummary summary, @Nullable String base) {}

    Artifact pack(PinnedVersion version) {
        Facts facts = facts(version);
        List<Descriptor> layers =
                version.files().stream().map(Descriptor::layer).toList();
        Document config = document(MediaTypes.CONFIG, config(version, facts, layers));
        OciManifest manifest = OciManifest.of(config, layers, annotations(version, facts));
        return new Artifact(document(MediaTypes.MANIFEST, manifest), config);
    }

    private static ModelPackConfig config(PinnedVersion version, Facts facts, List<Descriptor> layers) {
        ModelPackConfig.General general = new ModelPackConfig.General(
                facts.ready().toString(),
                version.model().toString(),
                Integer.toString(version.number()),
                version.digest().toString(),
                facts.summary().family());
        return new ModelPackConfig(
                general, facts.summary().technical(version.files()), ModelPackConfig.ModelFs.of(layers));
    }

    private static Map<String, String> annotations(PinnedVersion version, Facts facts) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(CREATED, facts.ready().toString());
        annotations.put(TITLE, version.model().toString());
        annotations.put(VERSION, Integer.toString(version.number()));
        annotations.put(KIND, version.kind().word());
        if (facts.base() != null) {
            annotations.put(BASE, facts.base());
        }
        return annotations;
    }

    private static Document document(String mediaType, Object content) {
        return new Document(mediaType, CANONICAL.writeValueAsString(content));
    }

    private Facts facts(PinnedVersion version) {
        return jdbc.sql("""
                        select v.ready_at, coalesce(v.config, '{}') as config, b.reference as base
                          from version v left join version_reference b on b.id = v.base_id
                         where v.id = :id
                        """)
                .param("id", version.id())
                .query((row, _) -> new Facts(
                        row.getObject("ready_at", OffsetDateTime.class)
                                .toInstant()
                                .truncatedTo(ChronoUnit.SECONDS),
                        new ModelSummary(CANONICAL.readTree(row.getString("config"))),
                        row.getString("base")))
                .single();
    }
}
