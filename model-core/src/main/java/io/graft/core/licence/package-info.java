/**
 * What a model may be used under that was made from others.
 *
 * @see io.graft.core.licence.Inheritance
 */
@NullMarked
package io.graft.core.licence;

import org.jspecify.annotations.NullMarked;
