/**
 * What every part of the suite shares: the one exception, its codes, and who is at fault.
 *
 * @see io.graft.core.GraftException
 */
@NullMarked
package io.graft.core;

import org.jspecify.annotations.NullMarked;
