/**
 * PEFT adapters: their config, their keys, and the delta that each one adds to each tensor of its base.
 *
 * @see io.graft.core.adapter.Adapter
 */
@NullMarked
package io.graft.core.adapter;

import org.jspecify.annotations.NullMarked;
