/**
 * How much the changes of several adapters or fine-tunes get into each other's way, before anything is merged.
 *
 * @see io.graft.core.interference.Interference
 */
@NullMarked
package io.graft.core.interference;

import org.jspecify.annotations.NullMarked;
