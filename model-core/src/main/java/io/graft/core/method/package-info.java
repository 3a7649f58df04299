/**
 * The merge methods, one small class each: what it is called, what it takes, and what it makes of a tensor.
 *
 * @see io.graft.core.method.Formula
 */
@NullMarked
package io.graft.core.method;

import org.jspecify.annotations.NullMarked;
