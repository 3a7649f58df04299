/**
 * How each change that an adapter makes is computed: tensors of an adapted model, read tile by tile in float64.
 *
 * @see io.graft.core.delta.Adapted
 */
@NullMarked
package io.graft.core.delta;

import org.jspecify.annotations.NullMarked;
