package io.graft.core.job;

import java.util.Set;

/**
 * What a worker asks for.
 *
 * @param worker a name for people: host, process and number
 * @param kinds the kinds of task it can do, such as {@code merge}
 * @param capabilities what it runs on
 * @param waitSeconds how long the registry may hold the request open for a job to come up, 0 to 30
 */
public record Claim(String worker, Set<String> kinds, Capabilities capabilities, int waitSeconds) {
    private static final int LONGEST_WAIT = 30;

    public Claim {
        kinds = Set.copyOf(kinds);
        waitSeconds = Math.clamp(waitSeconds, 0, LONGEST_WAIT);
    }
}
