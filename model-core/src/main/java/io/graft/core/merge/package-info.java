/**
 * Turns a recipe into a plan and a plan into tensors: streaming, exact, and the same on every machine.
 *
 * @see io.graft.core.merge.MergePlan
 */
@NullMarked
package io.graft.core.merge;

import org.jspecify.annotations.NullMarked;
