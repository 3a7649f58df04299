package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.checkpoint.ModelCard;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the version that a model was trained on by what its files say: {@code adapter_config.json}, then the card. */
@Component
class StatedBases {
    /** The tag of models that were imported from a hub, with their name there. */
    private static final String IMPORTED = "hf.repo";

    private static final int LARGEST_CONFIG = 1 << 20;
    /** Where the Hub's clients keep what they have fetched. PEFT writes it down where a base was loaded from there. */
    private static final Pattern CACHED = Pattern.compile(".*models--([^/]+?)--([^/]+)/snapshots/([0-9a-f]{40})/?");

    private final Revisions revisions;
    private final Catalog catalog;
    private final Blobs blobs;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    StatedBases(Revisions revisions, Catalog catalog, Blobs blobs, JdbcClient jdbc, JsonMapper json) {
        this.revisions = revisions;
        this.catalog = catalog;
        this.blobs = blobs;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A model, and a revision of it if one was stated. */
    private record Statement(String model, String revision) {
        static Statement of(String model, String revision) {
            Matcher cached = CACHED.matcher(model);
            return cached.matches()
                    ? new Statement(cached.group(1) + "/" + cached.group(2), cached.group(3))
                    : new Statement(model, revision);
        }
    }

    /**
     * The base that an adapter's files name.
     *
     * @throws GraftException {@link HubError#HUB_BASE_UNKNOWN}
     */
    PinnedVersion ofAdapter(Contents contents) {
        List<Statement> statements =
                Stream.concat(configured(contents).stream(), onCard(contents)).toList();
        return find(statements).orElseThrow(() -> unknown(statements));
    }

    /** The base of whole weights, where the card names one that is here. */
    Optional<PinnedVersion> ofModel(ModelName itself, Contents contents) {
        return find(onCard(contents).toList()).filter(base -> !base.model().equals(itself));
    }

    /** Whether the card says that it was merged. */
    boolean isMerge(Contents contents) {
        return card(contents).filter(ModelCard::isMerge).isPresent();
    }

    private Optional<PinnedVersion> find(List<Statement> statements) {
        return statements.stream().flatMap(said -> find(said).stream()).findFirst();
    }

    private Optional<PinnedVersion> find(Statement said) {
        return named(said.model())
                .or(() -> imported(said.model()).map(RepositoryName.OfModel::new))
                .map(repository -> Objects.requireNonNull(revisions.find(repository, said.revision()))
                        .version());
    }

    private Optional<RepositoryName> named(String text) {
        int slash = text.indexOf('/');
        try {
            return Optional.of(RepositoryName.of(text.substring(0, Math.max(0, slash)), text.substring(slash + 1)))
                    .filter(this::mayBeBase);
        } catch (GraftException _) {
            return Optional.empty();
        }
    }

    /** A base that was fetched as a release is the version that it is. */
    private boolean mayBeBase(RepositoryName repository) {
        return switch (repository) {
            case RepositoryName.OfModel(ModelName model) -> catalog.isModel(model);
            case RepositoryName.OfRelease(ModelName model, int _) -> catalog.isModel(model);
            case RepositoryName.OfPool _ -> false;
        };
    }

    /** One that several models are said to have come from is not guessed at. */
    private Optional<ModelName> imported(String repository) {
        List<ModelName> found = jdbc.sql("select namespace, name from model where tags ->> :tag = :repository")
                .param("tag", IMPORTED)
                .param("repository", repository)
                .query((row, _) -> new ModelName(row.getString("namespace"), row.getString("name")))
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Optional<Statement> configured(Contents contents) {
        return contents.find(Contents.ADAPTER_CONFIG)
                .map(this::config)
                .map(config -> Statement.of(
                        config.path("base_model_name_or_path").asString(""),
                        config.path("revision").asString(Branch.MAIN)))
                .filter(said -> !said.model().isEmpty());
    }

    private Stream<Statement> onCard(Contents contents) {
        return card(contents).stream()
                .flatMap(card -> card.bases().stream())
                .map(base -> Statement.of(base, Branch.MAIN));
    }

    private Optional<ModelCard> card(Contents contents) {
        return contents.find(ModelCard.FILE).map(file -> ModelCard.read(blobs.open(file.sha256())));
    }

    private JsonNode config(ArtifactFile file) {
        try (InputStream bytes = blobs.open(file.sha256())) {
            return json.readTree(bytes.readNBytes(LARGEST_CONFIG));
        } catch (JacksonException e) {
            throw HubError.malformed(file.path(), "%s is not JSON".formatted(file.path()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraftException unknown(List<Statement> statements) {
        String said = statements.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        statements.stream().map(Statement::model).distinct().toList());
        return new GraftException(
                HubError.HUB_BASE_UNKNOWN,
                Contents.ADAPTER_CONFIG,
                "The adapter's base is not a model of this registry; its files name %s".formatted(said),
                "Register or import the base first, then name it in adapter_config.json as base_model_name_or_path or on the card as base_model.");
    }
}
