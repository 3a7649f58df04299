package io.graft.eval.decoder;

import org.jspecify.annotations.Nullable;

/**
 * What some layers of a model have in common.
 *
 * @param window how many tokens each one sees, itself included; 0 for all before it
 * @param rope null where positions have embeddings of their own
 */
record LayerKind(int window, @Nullable Rope rope) {}
