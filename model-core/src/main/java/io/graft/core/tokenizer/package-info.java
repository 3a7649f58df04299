/**
 * Tokenizers in merges: which tokens the result has, which row of which model stands for each of them, and the files that say so.
 *
 * @see io.graft.core.tokenizer.MergedTokenizer
 */
@NullMarked
package io.graft.core.tokenizer;

import org.jspecify.annotations.NullMarked;
