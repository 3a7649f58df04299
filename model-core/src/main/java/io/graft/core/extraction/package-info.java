/**
 * Makes adapters: several into one, or out of a model that was trained as a whole.
 *
 * @see io.graft.core.extraction.Extraction
 */
@NullMarked
package io.graft.core.extraction;

import org.jspecify.annotations.NullMarked;
