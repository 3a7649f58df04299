/**
 * Converts models between the folders of Hugging Face and GGUF: names, the order of heads, hyperparameters, tokenizers and the types
 * of tensors.
 *
 * @see io.graft.core.conversion.GgufExport
 */
@NullMarked
package io.graft.core.conversion;

import org.jspecify.annotations.NullMarked;
