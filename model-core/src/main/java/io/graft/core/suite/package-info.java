/**
 * What to ask a model in order to measure it: tasks in lm-evaluation-harness's format, rendered to {@link io.graft.core.suite.Request
 * requests}. Start there.
 */
@NullMarked
package io.graft.core.suite;

import org.jspecify.annotations.NullMarked;
