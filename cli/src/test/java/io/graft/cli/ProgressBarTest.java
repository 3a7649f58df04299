package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter shown = new StringWriter();
    private long now = 1;

    @Test
    void redrawsOneLineOnATerminal() {
        try (ProgressBar bar = bar(true)) {
            bar.show("merging", 0, 100_000_000);
            seconds(2);
            bar.show("merging", 50_000_000, 100_000_000);
        }
        assertThat(shown.toString().split("\r")).hasSize(3);
        assertThat(shown.toString())
                .contains("[############------------]  50%  50.0 MB of 100.0 MB  25.0 MB/s  0:02 left")
                .endsWith(System.lineSeparator());
    }

    @Test
    void printsAPlainLineNowAndThenWhenPiped() {
        try (ProgressBar bar = bar(false)) {
            for (int second = 0; second < 11; second++) {
                bar.show("merging", second * 1_000_000L, 100_000_000);
                seconds(1);
            }
        }
        assertThat(shown.toString().lines())
                .containsExactly(
                        "merging      5%  5.0 MB of 100.0 MB  1.0 MB/s  1:35 left",
                        "merging     10%  10.0 MB of 100.0 MB  1.0 MB/s  1:30 left");
    }

    @Test
    void saysOnceThatAPhaseIsDone() {
        try (ProgressBar bar = bar(false)) {
            bar.show("fetching", 10, 10);
            bar.show("fetching", 10, 10);
        }
        assertThat(shown.toString().lines()).singleElement().asString().startsWith("fetching   100%  10 B of 10 B");
    }

    @Test
    void stepsAreNoBytes() {
        try (ProgressBar bar = bar(false)) {
            bar.showSteps("verifying", 144, 144);
        }
        assertThat(shown.toString()).startsWith("verifying  100%  144 steps of 144 steps");
    }

    @Test
    void beginsALineForEachPhaseOnATerminal() {
        try (ProgressBar bar = bar(true)) {
            bar.show("fetching", 5, 10);
            bar.show("merging", 5, 10);
        }
        assertThat(shown.toString().split("\n")).hasSize(2);
    }

    private ProgressBar bar(boolean interactive) {
        return new ProgressBar(new PrintWriter(shown, true), interactive, () -> now);
    }

    private void seconds(int count) {
        now += Duration.ofSeconds(count).toNanos();
    }
}
