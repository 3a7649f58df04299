package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.forgetting.Arm;
import io.graft.core.forgetting.Comparison;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Two or more arms side by side, down to single documents. An arm is {@code model@1}, or {@code model@1+adapter@2}. */
@RestController
@RequestMapping("/api/v1/comparisons")
class ComparisonController {
    private final Arms arms;
    private final Suites suites;
    private final Scoreboard scoreboard;
    private final Marks marks;
    private final Documents documents;

    ComparisonController(Arms arms, Suites suites, Scoreboard scoreboard, Marks marks, Documents documents) {
        this.arms = arms;
        this.suites = suites;
        this.scoreboard = scoreboard;
        this.marks = marks;
        this.documents = documents;
    }

    /** The scores of all arms, and each but the first held against the first. */
    @GetMapping
    ComparisonView compare(@RequestParam String suite, @RequestParam List<String> of) {
        List<ScoreView> scores = scores(suite, of);
        Arm first = marks.of(scores.getFirst(), Arm.Role.BASE);
        List<Comparison> against = scores.stream()
                .skip(1)
                .map(other -> Comparison.of(first, marks.of(other, Arm.Role.MERGED)))
                .toList();
        return new ComparisonView(scores.getFirst().suite(), scores, against);
    }

    /** The documents of one task with each arm's score; with {@code flipped}, only those on which the arms differ. */
    @GetMapping("/documents")
    Page<ComparisonView.Document> documents(
            @RequestParam String suite,
            @RequestParam List<String> of,
            @RequestParam String task,
            @RequestParam String metric,
            @RequestParam(defaultValue = "none") String filter,
            @RequestParam(defaultValue = "false") boolean flipped,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return documents.page(
                new Documents.Question(scores(suite, of), task, metric, filter, flipped),
                Cursor.parse(cursor),
                Page.limit(limit));
    }

    /** All that was kept of one document, for each arm. */
    @GetMapping("/documents/{document}")
    List<ComparisonView.Sample> document(
            @PathVariable int document,
            @RequestParam String suite,
            @RequestParam List<String> of,
            @RequestParam String task,
            @RequestParam(defaultValue = "none") String filter) {
        return documents.lines(scores(suite, of), task, filter, document);
    }

    private List<ScoreView> scores(String suite, List<String> of) {
        Suites.Pinned pinned = suites.pinned(suite);
        if (of.isEmpty() || of.size() > Arms.MOST) {
            throw new GraftException(
                    EvaluationError.COMPARISON_INVALID,
                    "of",
                    "%d arms cannot be compared".formatted(of.size()),
                    "Name 1 to %d arms, each with a parameter \"of\".".formatted(Arms.MOST));
        }
        return of.stream()
                .map(arms::pinned)
                .map(arm -> scoreboard.of(arm, pinned))
                .toList();
    }
}
