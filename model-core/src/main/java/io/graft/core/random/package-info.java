/** Python's random numbers, which lm-evaluation-harness draws few-shot examples and bootstrap samples by. */
@NullMarked
package io.graft.core.random;

import org.jspecify.annotations.NullMarked;
