/**
 * The Xet protocol's formats: files as runs of content-defined chunks, so that what two files share is sent and kept once.
 *
 * @see io.graft.core.xet.Chunker
 * @see <a href="https://huggingface.co/docs/xet">the specification</a>
 */
@NullMarked
package io.graft.core.xet;

import org.jspecify.annotations.NullMarked;
