/**
 * Quantised weights: unpacked to the numbers they stand for, and the error that quantising has made.
 *
 * @see io.graft.core.quantization.Dequantisation
 */
@NullMarked
package io.graft.core.quantization;

import org.jspecify.annotations.NullMarked;
