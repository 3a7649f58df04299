/**
 * Content-addressed sets of files: what a version is made of, and the digest that names it.
 *
 * @see io.graft.core.artifact.Manifest
 */
@NullMarked
package io.graft.core.artifact;

import org.jspecify.annotations.NullMarked;
