package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import io.graft.registry.model.Aliases;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Move;
import io.graft.registry.model.VersionReference;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Aliases as MLflow moves them: whoever comes last is right, as its protocol has no condition. What protects an alias protects
 * it here as well.
 */
@RestController
@RequestMapping("/api/2.0/mlflow/registered-models/alias")
class MlflowAliasController {
    private static final String REASON = "moved through MLflow's protocol";
    private static final Pattern RESERVED = Pattern.compile("latest|v[0-9]+", Pattern.CASE_INSENSITIVE);

    private final Catalog catalog;
    private final Aliases aliases;
    private final MlflowVersions versions;

    MlflowAliasController(Catalog catalog, Aliases aliases, MlflowVersions versions) {
        this.catalog = catalog;
        this.aliases = aliases;
        this.versions = versions;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record AliasTarget(ModelName name, String alias, String version) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record AliasName(ModelName name, String alias) {}

    @PostMapping
    Map<String, String> set(@RequestBody AliasTarget form) {
        requireFree(form.alias());
        int number = MlflowVersionController.version(form.name(), form.version())
                .number()
                .orElseThrow();
        Optional<Aliases.Standing> standing = aliases.find(form.name(), form.alias());
        if (standing.map(Aliases.Standing::number).orElse(0) != number) {
            int step = standing.map(Aliases.Standing::step).orElse(0);
            aliases.move(Move.byHand(form.name(), form.alias(), step, number, REASON));
        }
        return Map.of();
    }

    /** One that stands at what is to be used no more is refused: who asks for it is about to use it. */
    @GetMapping
    MlflowVersion.Answer get(@RequestParam String name, @RequestParam String alias) {
        requireFree(alias);
        ModelName model = ModelName.parse(name);
        return new MlflowVersion.Answer(versions.version(catalog.findForUse(new VersionReference(model, alias))));
    }

    @DeleteMapping
    Map<String, String> delete(@RequestBody AliasName form) {
        requireFree(form.alias());
        if (aliases.find(form.name(), form.alias()).isPresent()) {
            throw MlflowError.notDone(
                    "An alias is not taken away: whoever follows it would find nothing",
                    "Move it to another version; its history keeps where it stood.");
        }
        return Map.of();
    }

    private static void requireFree(String alias) {
        if (RESERVED.matcher(alias).matches()) {
            throw reserved(alias);
        }
    }

    private static GraftException reserved(String alias) {
        return MlflowError.query(
                "alias",
                "\"%s\" is reserved".formatted(alias),
                "Choose a word such as champion; ask for the newest version with get-latest-versions.");
    }
}
