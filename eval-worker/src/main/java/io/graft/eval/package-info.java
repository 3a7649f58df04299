/** The eval-worker: proves merges and measures what models can do. Start at the packages beneath. */
@NullMarked
package io.graft.eval;

import org.jspecify.annotations.NullMarked;
