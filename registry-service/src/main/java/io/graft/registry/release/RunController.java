package io.graft.registry.release;

import io.graft.registry.bundle.Advice;
import io.graft.registry.job.Watchers;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/api/v1/release-runs")
class RunController {
    private final RunListing listing;
    private final Interventions interventions;
    private final Approvals approvals;
    private final RunAdviser adviser;
    private final Watchers watchers;

    RunController(
            RunListing listing,
            Interventions interventions,
            Approvals approvals,
            RunAdviser adviser,
            Watchers watchers) {
        this.listing = listing;
        this.interventions = interventions;
        this.approvals = approvals;
        this.adviser = adviser;
        this.watchers = watchers;
    }

    /** @param from the step to go on from; start unless given */
    record Retry(@Nullable RetryStep from) {}

    record Opinion(@Nullable String reason) {
        String text() {
            return Objects.requireNonNullElse(reason, "");
        }
    }

    @GetMapping
    Page<RunView> list(
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        ModelName name = Optional.ofNullable(rule).map(ModelName::parse).orElse(null);
        return listing.runs(new RunListing.Filter(state, name, target, null), Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/{id}")
    RunView show(@PathVariable UUID id) {
        return listing.run(id);
    }

    /** Whether what went into it had better be served unmerged, and why. */
    @GetMapping("/{id}/advice")
    Advice advise(@PathVariable UUID id) {
        return adviser.advise(id);
    }

    /** Stops it, and what was begun for it alone. */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView cancel(@PathVariable UUID id) {
        interventions.cancel(id);
        return listing.run(id);
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView retry(@PathVariable UUID id, @RequestBody Retry retry) {
        interventions.retry(id, Objects.requireNonNullElse(retry.from(), RetryStep.START));
        return listing.run(id);
    }

    /** Says yes in every role that the gate asks for and whoever asks has. */
    @PostMapping("/{id}/approve")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView approve(@PathVariable UUID id, @RequestBody Opinion opinion) {
        approvals.approve(id, opinion.text());
        return listing.run(id);
    }

    @PostMapping("/{id}/reject")
    RunView reject(@PathVariable UUID id, @RequestBody Opinion opinion) {
        approvals.reject(id, opinion.text());
        return listing.run(id);
    }

    /** An event {@code run} with the run each time it has changed; ends when the run has. */
    @GetMapping("/{id}/events")
    SseEmitter events(@PathVariable UUID id) {
        return watchers.watch("run", () -> listing.run(id), run -> run.state().isFinal());
    }
}
