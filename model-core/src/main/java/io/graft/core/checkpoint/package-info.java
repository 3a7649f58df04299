/**
 * A model directory as its users know it: config.json, weights in one file or many, tokenizer files, and the fingerprint by which
 * adapters know their base.
 *
 * @see io.graft.core.checkpoint.Checkpoint
 */
@NullMarked
package io.graft.core.checkpoint;

import org.jspecify.annotations.NullMarked;
