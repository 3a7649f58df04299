/**
 * The {@code graft} command: the whole suite in one process, or one piece of it on local files.
 *
 * @see io.graft.cli.Graft
 */
@NullMarked
package io.graft.cli;

import org.jspecify.annotations.NullMarked;
