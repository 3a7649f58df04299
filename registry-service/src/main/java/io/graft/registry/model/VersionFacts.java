package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.ModelCard;
import io.graft.core.preflight.Finding;
import io.graft.core.safetensors.TensorDigest;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What versions say of themselves, and what was found of them when they came. */
@Component
public class VersionFacts {
    private static final String LICENCE = "license";
    private static final int LONGEST_TEXT = 1 << 24;

    private final Catalog catalog;
    private final Blobs blobs;
    private final Tensors tensors;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    VersionFacts(Catalog catalog, Blobs blobs, Tensors tensors, JdbcClient jdbc, JsonMapper json) {
        this.catalog = catalog;
        this.blobs = blobs;
        this.tensors = tensors;
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A version and its licences.
     *
     * @param version {@code namespace/name@number}
     * @param licences by the model's tag {@code license} and by the version's own README.md; none if neither says
     */
    public record Licensed(String version, Digest digest, List<String> licences) {}

    public List<Finding> findings(UUID version) {
        return List.of(json.readValue(
                jdbc.sql("select findings from version where id = :id")
                        .param("id", version)
                        .query(String.class)
                        .single(),
                Finding[].class));
    }

    /** How a version was trained, as its owner stated it: an object, empty if nothing was said. */
    public JsonNode trainingFacts(UUID version) {
        return json.readTree(jdbc.sql("select coalesce(training_facts, '{}') from version where id = :id")
                .param("id", version)
                .query(String.class)
                .single());
    }

    /** Whether the weights of a version are quantised. */
    public boolean isQuantised(UUID version) {
        return jdbc.sql("select coalesce(config ?? 'quantization', false) from version where id = :id")
                .param("id", version)
                .query(Boolean.class)
                .single();
    }

    /**
     * A small text among the files of a version.
     *
     * @throws io.graft.core.GraftException {@link ModelError#FILE_NOT_FOUND}
     */
    public String text(PinnedVersion version, String path) {
        ArtifactFile file = version.file(path);
        try (InputStream bytes = blobs.open(file.sha256())) {
            return new String(bytes.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tensors of a version, without their values. */
    public List<TensorDigest> tensors(PinnedVersion version) {
        return version.files().stream()
                .filter(Tensors::areIn)
                .flatMap(file -> tensors.of(file.sha256()).stream())
                .toList();
    }

    public Licensed licensed(UUID version) {
        PinnedVersion known = catalog.asItIs(version);
        List<String> licences = Stream.concat(tag(version).stream(), readme(known).stream())
                .distinct()
                .toList();
        return new Licensed(known.reference(), known.digest(), licences);
    }

    private Optional<String> tag(UUID version) {
        return jdbc.sql("""
                        select m.tags ->> :tag from version v join model m on m.id = v.model_id
                         where v.id = :id and m.tags ->> :tag is not null
                        """)
                .param("tag", LICENCE)
                .param("id", version)
                .query(String.class)
                .optional();
    }

    private List<String> readme(PinnedVersion version) {
        return version.files().stream()
                .filter(file -> file.path().equals(ModelCard.FILE))
                .map(ArtifactFile::sha256)
                .map(blobs::open)
                .map(ModelCard::read)
                .flatMap(matter -> matter.licences().stream())
                .toList();
    }
}
