package io.graft.registry.evaluation;

import io.graft.core.forgetting.Rule;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/versions/{version}/forgetting")
class ForgettingController {
    private final Catalog catalog;
    private final Suites suites;
    private final Arms arms;
    private final Requests requests;
    private final EvaluationListing listing;
    private final Forgettings forgettings;

    ForgettingController(
            Catalog catalog,
            Suites suites,
            Arms arms,
            Requests requests,
            EvaluationListing listing,
            Forgettings forgettings) {
        this.catalog = catalog;
        this.suites = suites;
        this.arms = arms;
        this.requests = requests;
        this.listing = listing;
        this.forgettings = forgettings;
    }

    /**
     * By what a version is judged.
     *
     * @param rule how margins are set and how sure a verdict is: fixed here, before anything runs
     * @param acceptWithdrawn whether to run also what was withdrawn
     */
    record NewReport(
            String suite,
            @Nullable Rule rule,
            @Nullable List<String> tasks,
            @Nullable Integer limit,
            @Nullable Integer numFewshot,
            @Nullable String device,
            @Nullable Boolean acceptWithdrawn) {
        boolean acceptsWithdrawn() {
            return Boolean.TRUE.equals(acceptWithdrawn);
        }
    }

    /** All reports of a version, the newest first. */
    @GetMapping
    List<ForgettingView> list(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return forgettings.of(find(namespace, name, version));
    }

    /** Runs the suite on the version, its base and its parents, as far as that was not done before, and then judges. */
    @PostMapping
    ResponseEntity<EvaluationView> judge(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestBody NewReport wanted) {
        PinnedVersion subject = catalog.pinned(find(namespace, name, version));
        List<PinnedArm> around = arms.around(subject);
        if (!wanted.acceptsWithdrawn()) {
            arms.requireClean(around);
        }
        Requests.Wanted run = new Requests.Wanted(
                suites.pinned(wanted.suite()),
                around,
                NewEvaluation.settings(wanted.tasks(), wanted.limit(), wanted.numFewshot(), wanted.device()),
                subject,
                Objects.requireNonNullElse(wanted.rule(), Rule.DEFAULT));
        return EvaluationController.answer(requests.queue(run, false), listing);
    }

    private UUID find(String namespace, String name, String version) {
        return catalog.find(new VersionReference(new ModelName(namespace, name), version));
    }
}
