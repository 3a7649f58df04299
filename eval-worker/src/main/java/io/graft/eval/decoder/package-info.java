/**
 * Runs decoder-only models from their checkpoints: logits, log-likelihoods, generation, with adapters beside the weights.
 *
 * @see io.graft.eval.decoder.Decoder
 */
@NullMarked
package io.graft.eval.decoder;

import org.jspecify.annotations.NullMarked;
