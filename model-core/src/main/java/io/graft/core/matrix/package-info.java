/**
 * Dense linear algebra in float64, for the factors of adapters: the same operations in the same order on every machine, on one
 * thread. A value that is not finite makes a result of NaN, never an endless loop.
 *
 * @see io.graft.core.matrix.Svd
 */
@NullMarked
package io.graft.core.matrix;

import org.jspecify.annotations.NullMarked;
