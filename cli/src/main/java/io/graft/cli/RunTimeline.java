package io.graft.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells what became of a run of a release rule: its steps, when each was, and what the gate found. */
final class RunTimeline {
    private static final double MILLIS = 1000;

    private final PrintWriter out;
    private final Releases releases;

    RunTimeline(PrintWriter out, Releases releases) {
        this.out = out;
        this.releases = releases;
    }

    /** Waits for the run, and prints it. */
    Releases.Run tell(UUID id) throws InterruptedException {
        Releases.Run run = releases.await(id);
        out.println("  run of %s for %s".formatted(run.rule(), run.target()));
        Instant start = run.steps().getFirst().at();
        for (Releases.Step step : run.steps()) {
            double seconds = Duration.between(start, step.at()).toMillis() / MILLIS;
            out.println("    %6.1f s  %-10s %s".formatted(seconds, step.state(), step.note()));
        }
        UUID verdict = run.verdict();
        if (verdict != null) {
            tellVerdict(releases.verdict(verdict));
        }
        tellError(run.error());
        return run;
    }

    private void tellVerdict(Releases.Verdict verdict) {
        for (Releases.Judged judged : verdict.conditions()) {
            out.println("    %-12s  %s".formatted(judged.outcome(), judged.sentence()));
        }
    }

    private void tellError(@Nullable JsonNode error) {
        if (error != null && !error.isNull()) {
            out.println("    %s: %s"
                    .formatted(
                            error.path("code").asString(), error.path("message").asString()));
        }
    }
}
