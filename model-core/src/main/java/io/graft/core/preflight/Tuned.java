package io.graft.core.preflight;

/**
 * An input of a merge that was trained on top of something else.
 *
 * @param name for people
 * @param adapter whether it is an adapter; else it is a whole model
 * @param depth how many trainings lie between it and a model that was trained on nothing of these: 1 if it was tuned from an original
 *     base
 * @param onQuantised whether the merge puts it on weights that were quantised
 */
public record Tuned(String name, boolean adapter, Training facts, int depth, boolean onQuantised) {}
