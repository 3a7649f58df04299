package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.job.Watchers;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import io.graft.registry.recipe.Recipes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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
@RequestMapping("/api/v1/merges")
class MergeController {
    private final Requests requests;
    private final InputCheck check;
    private final Expectations expectations;
    private final MergeListing listing;
    private final Watchers watchers;
    private final Recipes recipes;
    private final Cancellation cancellation;

    MergeController(
            Requests requests,
            InputCheck check,
            Expectations expectations,
            MergeListing listing,
            Watchers watchers,
            Recipes recipes,
            Cancellation cancellation) {
        this.requests = requests;
        this.check = check;
        this.expectations = expectations;
        this.listing = listing;
        this.watchers = watchers;
        this.recipes = recipes;
        this.cancellation = cancellation;
    }

    /**
     * What to merge.
     *
     * @param recipe the id of a kept recipe, or null where {@code recipeText} is the recipe
     * @param output the model that gets a new version; it is made if there is none of that name
     * @param force whether to run again what was done before on the same inputs
     * @param parts into how many jobs to cut it, so that several workers make one version; 1 unless given, and without an
     *     influence on the result
     * @param shardBytes how large a file of weights may grow; 5 GB unless given. The parts share the files out
     * @param acceptWithdrawn whether to merge also what was withdrawn; the result then counts as withdrawn, too
     */
    record MergeRequest(
            @Nullable Digest recipe,
            @Nullable String recipeText,
            ModelName output,
            @Nullable Boolean force,
            @Nullable Integer parts,
            @Nullable Long shardBytes,
            @Nullable Boolean acceptWithdrawn) {
        boolean acceptsWithdrawn() {
            return Boolean.TRUE.equals(acceptWithdrawn);
        }

        boolean forced() {
            return Boolean.TRUE.equals(force);
        }

        Cut cut() {
            return Cut.of(parts, shardBytes);
        }
    }

    /** What to look at before merging; the output model may be left out. */
    record PreflightRequest(
            @Nullable Digest recipe,
            @Nullable String recipeText,
            @Nullable ModelName output) {}

    /** @param expected what it will take; null where nothing can be planned */
    record Preflight(
            List<Finding> findings,
            List<Input> inputs,
            @Nullable Expectation expected) {}

    @PostMapping("/preflight")
    Preflight preflight(@RequestBody PreflightRequest request) {
        PinnedRecipe pinned = requests.pin(read(request.recipe(), request.recipeText()));
        return new Preflight(
                check.findings(pinned, request.output()),
                pinned.inputs(),
                expectations.of(pinned).orElse(null));
    }

    /** 202 with a new merge, or 200 with the one that does or did the same. */
    @PostMapping
    ResponseEntity<MergeView> request(@RequestBody MergeRequest request) {
        Cut cut = request.cut();
        Recipe recipe = keep(request.recipe(), request.recipeText());
        PinnedRecipe pinned = requests.pin(recipe);
        Requests.requireNoErrors(check.withdrawn(pinned, request.acceptsWithdrawn()));
        Optional<UUID> existing = requests.existing(pinned.key(request.output(), cut), request.forced());
        if (existing.isPresent()) {
            return ResponseEntity.ok(listing.merge(existing.get()));
        }
        List<Finding> findings = check.findings(pinned, request.output(), request.acceptsWithdrawn());
        Requests.requireNoErrors(findings);
        UUID id = requests.queue(pinned, request.output(), cut, findings, request.forced());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/merges/" + id))
                .body(listing.merge(id));
    }

    @GetMapping
    Page<MergeView> list(
            @RequestParam(required = false) @Nullable MergeState state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return listing.merges(state, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/{id}")
    MergeView show(@PathVariable UUID id) {
        return listing.merge(id);
    }

    /** Stops it at once while it is queued; a running one stops with its worker's next heartbeat. */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    MergeView cancel(@PathVariable UUID id) {
        cancellation.cancel(id);
        return listing.merge(id);
    }

    /** An event {@code merge} with the merge each time it has changed; ends when the merge has. */
    @GetMapping("/{id}/events")
    SseEmitter events(@PathVariable UUID id) {
        return watchers.watch(
                "merge", () -> listing.merge(id), merge -> merge.state().isFinal());
    }

    private Recipe read(@Nullable Digest id, @Nullable String text) {
        return id != null && text == null ? recipes.recipe(id) : Recipes.read(requireOne(id, text));
    }

    private Recipe keep(@Nullable Digest id, @Nullable String text) {
        return id != null && text == null ? recipes.recipe(id) : recipes.keep(requireOne(id, text));
    }

    private static String requireOne(@Nullable Digest id, @Nullable String text) {
        if (text == null || id != null) {
            throw new GraftException(
                    MergeError.MERGE_RECIPE_MISSING,
                    "recipe",
                    "The request must have either \"recipe\" or \"recipeText\"",
                    "Send the id of a kept recipe, or the recipe's text.");
        }
        return text;
    }
}
