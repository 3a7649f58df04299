package io.graft.registry.evaluation;

import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ScoreController {
    private final Catalog catalog;
    private final Suites suites;
    private final Scoreboard scoreboard;

    ScoreController(Catalog catalog, Suites suites, Scoreboard scoreboard) {
        this.catalog = catalog;
        this.suites = suites;
        this.scoreboard = scoreboard;
    }

    /** What suites found out about a version, the newest first. */
    @GetMapping("/api/v1/models/{namespace}/{name}/versions/{version}/scores")
    List<ScoreView> scores(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String suite) {
        return scoreboard.of(
                catalog.find(new VersionReference(new ModelName(namespace, name), version)),
                suite == null ? null : suites.pinned(suite).id());
    }
}
