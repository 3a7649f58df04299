package io.graft.core.forgetting;

/**
 * A task that looks worse. This is for whoever searches the cause, and decides nothing.
 *
 * @param p one-sided, that the candidate is no worse (McNemar for scores of 0 and 1)
 * @param adjusted the same by Holm, for looking at all tasks at once
 */
public record Suspect(String task, double p, double adjusted) {}
