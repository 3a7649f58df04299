package io.graft.eval.run;

import java.time.Duration;

/**
 * How far a run has come.
 *
 * @param arm whose turn it is
 * @param done requests of this arm that are answered, those found in the journal among them
 * @param total requests of this arm
 * @param perSecond requests answered in a second, those from the journal not among them
 * @param left for this arm, at this rate
 */
public record Progress(String arm, int done, int total, double perSecond, Duration left) {}
