/**
 * The arithmetic of merging on blocks of doubles, vectorised and scalar with the same bits, and on floats where these are proved to
 * be the same.
 *
 * @see io.graft.core.kernel.Kernels
 */
@NullMarked
package io.graft.core.kernel;

import org.jspecify.annotations.NullMarked;
