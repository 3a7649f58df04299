/**
 * Models that answer requests: in this process or behind a server. Each {@link io.graft.core.suite.Request} means what
 * lm-evaluation-harness means by it, token for token.
 *
 * @see io.graft.eval.language.LanguageModel
 */
@NullMarked
package io.graft.eval.language;

import org.jspecify.annotations.NullMarked;
