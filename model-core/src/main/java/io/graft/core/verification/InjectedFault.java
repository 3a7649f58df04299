package io.graft.core.verification;

/**
 * A fault that was made on purpose, in memory, to see whether the check finds it.
 *
 * @param name such as {@code scale x1.01}
 * @param where the tensor it is in, or all of them
 * @param divergence from base + adapters to the faulty merge
 * @param found whether the check fails the faulty merge
 */
public record InjectedFault(String name, String where, Divergence divergence, boolean found) {}
