package io.graft.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

    @Test
    void theWaitDoublesWithEachFailure() {
        assertThat(backoff.after(1)).hasSeconds(2);
        assertThat(backoff.after(2)).hasSeconds(4);
        assertThat(backoff.after(3)).hasSeconds(8);
    }

    @Test
    void theWaitNeverExceedsTheLongest() {
        assertThat(backoff.after(9)).hasSeconds(300);
        assertThat(backoff.after(Integer.MAX_VALUE)).hasSeconds(300);
    }
}
