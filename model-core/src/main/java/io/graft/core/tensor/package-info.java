/**
 * Element types, shapes and typed views over memory, and the exact conversions between element types.
 *
 * @see io.graft.core.tensor.Tensor
 */
@NullMarked
package io.graft.core.tensor;

import org.jspecify.annotations.NullMarked;
