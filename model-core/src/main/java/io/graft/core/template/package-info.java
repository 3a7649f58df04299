/**
 * The part of Jinja2 that evaluation tasks are written in, over Python's values: text, whole numbers ({@link java.lang.Long}),
 * {@link java.lang.Double}, {@link java.lang.Boolean}, {@link java.util.List}, {@link java.util.Map} and {@link
 * io.graft.core.template.None}. Nothing that a template does reaches outside it.
 *
 * @see io.graft.core.template.Template
 */
@NullMarked
package io.graft.core.template;

import org.jspecify.annotations.NullMarked;
