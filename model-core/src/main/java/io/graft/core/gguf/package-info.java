/**
 * Reads and writes GGUF, the file of llama.cpp and ggml: metadata, and tensors stored in quantised blocks, which are decoded to the
 * same floats to the bit as ggml decodes them.
 *
 * @see io.graft.core.gguf.GgufFile
 */
@NullMarked
package io.graft.core.gguf;

import org.jspecify.annotations.NullMarked;
