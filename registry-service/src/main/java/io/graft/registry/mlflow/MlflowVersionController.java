package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** What MLflow calls model versions. */
@RestController
@RequestMapping("/api/2.0/mlflow/model-versions")
class MlflowVersionController {
    private final Catalog catalog;
    private final MlflowVersions versions;
    private final VersionNotes notes;

    MlflowVersionController(Catalog catalog, MlflowVersions versions, VersionNotes notes) {
        this.catalog = catalog;
        this.versions = versions;
        this.notes = notes;
    }

    /** @param source a version of this model that is there already: its bytes came another way */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NewModelVersion(
            ModelName name,
            String source,
            @Nullable String runId,
            @Nullable String runLink,
            @Nullable String description,
            @Nullable List<MlflowTag> tags) {
        /** All that is to be written on it. */
        Map<String, String> notes() {
            Map<String, String> all = new LinkedHashMap<>();
            add(all, VersionNotes.RUN, runId);
            add(all, VersionNotes.RUN_LINK, runLink);
            add(all, VersionNotes.DESCRIPTION, description);
            if (tags != null) {
                tags.forEach(tag -> all.put(tag.key(), tag.value()));
            }
            return all;
        }

        private static void add(Map<String, String> notes, String key, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                notes.put(key, value);
            }
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VersionText(
            ModelName name, String version, @Nullable String description) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VersionTag(ModelName name, String version, String key, String value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VersionTagKey(ModelName name, String version, String key) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record DownloadUri(String artifactUri) {}

    /** Answers with the version that the source names, and writes on it what is said of it. */
    @PostMapping("/create")
    @Transactional
    public MlflowVersion.Answer create(@RequestBody NewModelVersion form) {
        catalog.requireModel(form.name());
        VersionReference version = Source.parse(form.source())
                .filter(source -> source.model().equals(form.name()))
                .filter(versions::isReady)
                .orElseThrow(() -> Source.foreign(form.source(), form.name()));
        form.notes().forEach((key, value) -> notes.write(version, key, value));
        return answer(version);
    }

    @GetMapping("/get")
    MlflowVersion.Answer get(@RequestParam String name, @RequestParam String version) {
        return answer(version(ModelName.parse(name), version));
    }

    @GetMapping("/search")
    MlflowVersion.Answers search(
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(name = "max_results", defaultValue = "100") int maxResults,
            @RequestParam(name = "order_by", required = false) @Nullable List<String> orderBy,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        return versions.search(Search.Subject.VERSIONS.search(filter, orderBy, maxResults, pageToken));
    }

    @PatchMapping("/update")
    @Transactional
    public MlflowVersion.Answer update(@RequestBody VersionText form) {
        VersionReference version = version(form.name(), form.version());
        String description = Objects.requireNonNullElse(form.description(), "");
        if (description.isEmpty()) {
            notes.erase(version, VersionNotes.DESCRIPTION);
        } else {
            notes.write(version, VersionNotes.DESCRIPTION, description);
        }
        return answer(version);
    }

    @PostMapping("/transition-stage")
    MlflowVersion.Answer transition() {
        throw MlflowError.notDone(
                "Versions have no stages here", "Set an alias such as production with registered-models/alias.");
    }

    @DeleteMapping("/delete")
    Map<String, String> delete() {
        throw MlflowError.notDone(
                "A version is not deleted: others may be made of it, and aliases may go back to it",
                "Withdraw it with POST /api/v1/models/NAMESPACE/NAME/versions/NUMBER/withdraw.");
    }

    @GetMapping("/get-download-uri")
    DownloadUri downloadUri(@RequestParam String name, @RequestParam String version) {
        PinnedVersion found = catalog.pinned(catalog.find(version(ModelName.parse(name), version)));
        return new DownloadUri("mlflow-artifacts:/models/%s/%d".formatted(found.model(), found.number()));
    }

    @PostMapping("/set-tag")
    Map<String, String> tag(@RequestBody VersionTag form) {
        notes.write(version(form.name(), form.version()), form.key(), form.value());
        return Map.of();
    }

    @DeleteMapping("/delete-tag")
    Map<String, String> untag(@RequestBody VersionTagKey form) {
        notes.erase(version(form.name(), form.version()), form.key());
        return Map.of();
    }

    /** The version of that number; an alias is none. */
    static VersionReference version(ModelName model, String number) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw MlflowError.query(
                    "version", "\"%s\" is not the number of a version".formatted(number), "Send one such as 3.");
        }
        return new VersionReference(model, number);
    }

    private MlflowVersion.Answer answer(VersionReference version) {
        return new MlflowVersion.Answer(versions.version(catalog.find(version)));
    }
}
