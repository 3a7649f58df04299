package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import io.graft.registry.access.ReadsOnly;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

/** What MLflow calls registered models. */
@RestController
@RequestMapping("/api/2.0/mlflow/registered-models")
class MlflowModelController {
    private static final String KIND = MlflowTag.OWN + "kind";
    private static final Set<String> STAGES = Set.of("Staging", "Production", "Archived");

    private final Catalog catalog;
    private final Tags tags;
    private final MlflowModels models;

    MlflowModelController(Catalog catalog, Tags tags, MlflowModels models) {
        this.catalog = catalog;
        this.tags = tags;
        this.models = models;
    }

    /** @param tags among them {@code registry.kind}, what its versions are; base models unless it is there */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewRegisteredModel(
            ModelName name,
            @Nullable List<MlflowTag> tags,
            @Nullable String description) {
        List<MlflowTag> written() {
            return tags == null ? List.of() : tags;
        }

        ModelKind kind() {
            return written().stream()
                    .filter(tag -> tag.key().equals(KIND))
                    .map(tag -> ModelKind.parse(tag.value()))
                    .findFirst()
                    .orElse(ModelKind.BASE);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelText(ModelName name, @Nullable String description) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record InStages(ModelName name, @Nullable List<String> stages) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelTag(ModelName name, String key, String value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelTagKey(ModelName name, String key) {}

    @PostMapping("/create")
    @Transactional
    public MlflowModel.Answer create(@RequestBody NewRegisteredModel form) {
        catalog.create(form.name(), form.kind(), Objects.requireNonNullElse(form.description(), ""));
        form.written().stream()
                .filter(tag -> !tag.key().equals(KIND))
                .forEach(tag -> write(form.name(), tag.key(), tag.value()));
        return answer(form.name());
    }

    @GetMapping("/get")
    MlflowModel.Answer get(@RequestParam String name) {
        return answer(ModelName.parse(name));
    }

    @GetMapping("/search")
    MlflowModel.Answers search(
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(name = "max_results", defaultValue = "100") int maxResults,
            @RequestParam(name = "order_by", required = false) @Nullable List<String> orderBy,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        return models.search(Search.Subject.MODELS.search(filter, orderBy, maxResults, pageToken));
    }

    @PatchMapping("/update")
    @Transactional
    public MlflowModel.Answer update(@RequestBody ModelText form) {
        catalog.describe(form.name(), Objects.requireNonNullElse(form.description(), ""));
        return answer(form.name());
    }

    @PostMapping("/rename")
    MlflowModel.Answer rename() {
        throw MlflowError.notDone(
                "A model keeps its name: recipes, lineage and those who use it go by it",
                "Create a model of the other name, and upload to it.");
    }

    @DeleteMapping("/delete")
    Map<String, String> delete() {
        throw MlflowError.notDone(
                "A model is not deleted: its versions never vanish, as others may be made of them",
                "Withdraw the versions that are to be used no more, with POST /api/v1/models/NAMESPACE/NAME"
                        + "/versions/NUMBER/withdraw.");
    }

    @GetMapping("/get-latest-versions")
    MlflowVersion.Answers latest(
            @RequestParam String name, @RequestParam(required = false) @Nullable List<String> stages) {
        return latest(new InStages(ModelName.parse(name), stages));
    }

    /** The same as Python's client asks for it. */
    @PostMapping("/get-latest-versions")
    @ReadsOnly
    MlflowVersion.Answers latest(@RequestBody InStages form) {
        List<String> stages = form.stages() == null ? List.of() : form.stages();
        stages.stream()
                .filter(stage -> !STAGES.contains(stage) && !stage.equals(MlflowVersion.NO_STAGE))
                .findFirst()
                .ifPresent(stage -> {
                    throw noStage(stage);
                });
        MlflowModel model = models.model(form.name());
        boolean any = stages.isEmpty() || stages.contains(MlflowVersion.NO_STAGE);
        return new MlflowVersion.Answers(any ? model.latestVersions() : List.of(), null);
    }

    @PostMapping("/set-tag")
    Map<String, String> tag(@RequestBody ModelTag form) {
        write(form.name(), form.key(), form.value());
        return Map.of();
    }

    @DeleteMapping("/delete-tag")
    Map<String, String> untag(@RequestBody ModelTagKey form) {
        tags.erase(form.name(), form.key());
        return Map.of();
    }

    private void write(ModelName name, String key, String value) {
        MlflowTag.requireWritable(key);
        tags.write(name, key, value);
    }

    private MlflowModel.Answer answer(ModelName name) {
        return new MlflowModel.Answer(models.model(name));
    }

    private static GraftException noStage(String stage) {
        return MlflowError.query("stages", "\"%s\" is no stage".formatted(stage), "Versions have aliases instead.");
    }
}
