/**
 * Findings: whether inputs can be merged, and what a careful engineer would warn about.
 *
 * @see io.graft.core.preflight.Finding
 */
@NullMarked
package io.graft.core.preflight;

import org.jspecify.annotations.NullMarked;
