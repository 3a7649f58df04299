package io.graft.registry.evaluation;

import io.graft.registry.job.Watchers;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
@RequestMapping("/api/v1/evaluations")
class EvaluationController {
    private final Suites suites;
    private final Arms arms;
    private final Requests requests;
    private final Evaluations evaluations;
    private final EvaluationListing listing;
    private final Watchers watchers;

    EvaluationController(
            Suites suites,
            Arms arms,
            Requests requests,
            Evaluations evaluations,
            EvaluationListing listing,
            Watchers watchers) {
        this.suites = suites;
        this.arms = arms;
        this.requests = requests;
        this.evaluations = evaluations;
        this.listing = listing;
        this.watchers = watchers;
    }

    /** 202 with a new evaluation, or 200 with one that has nothing left to do, or that does the same. */
    @PostMapping
    ResponseEntity<EvaluationView> request(@RequestBody NewEvaluation wanted) {
        List<PinnedArm> pinned = Arms.require(wanted.arms().stream()
                .map(arm -> arms.pinned(arm.model(), arm.switchedOn()))
                .toList());
        if (!wanted.acceptsWithdrawn()) {
            arms.requireClean(pinned);
        }
        return answer(
                requests.queue(
                        new Requests.Wanted(suites.pinned(wanted.suite()), pinned, wanted.settings(), null, null),
                        wanted.forced()),
                listing);
    }

    static ResponseEntity<EvaluationView> answer(Requests.Queued queued, EvaluationListing listing) {
        EvaluationView view = listing.evaluation(queued.id());
        boolean running = queued.isNew() && !view.state().isFinal();
        return ResponseEntity.status(running ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/api/v1/evaluations/" + queued.id()))
                .body(view);
    }

    @GetMapping
    Page<EvaluationView> list(
            @RequestParam(required = false) @Nullable EvaluationState state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return listing.evaluations(state, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/{id}")
    EvaluationView show(@PathVariable UUID id) {
        return listing.evaluation(id);
    }

    /** Stops it at once while it is queued; a running one stops with its worker's next heartbeat. */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    EvaluationView cancel(@PathVariable UUID id) {
        evaluations.required(id).job().ifPresent(job -> requests.cancel(id, job));
        return listing.evaluation(id);
    }

    /** An event {@code evaluation} with the evaluation each time it has changed; ends when the evaluation has. */
    @GetMapping("/{id}/events")
    SseEmitter events(@PathVariable UUID id) {
        return watchers.watch("evaluation", () -> listing.evaluation(id), evaluation -> evaluation
                .state()
                .isFinal());
    }
}
