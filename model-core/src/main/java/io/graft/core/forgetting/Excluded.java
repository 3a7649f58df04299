package io.graft.core.forgetting;

/**
 * A task that is not decided on.
 *
 * @param reference name of the arm that cannot do it
 * @param reason one sentence
 */
public record Excluded(String reference, String task, String reason) {}
