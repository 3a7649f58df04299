/**
 * Proves merges by running them: the merged model must answer as its base with the adapters beside it does.
 *
 * @see io.graft.eval.verification.MergeVerification
 */
@NullMarked
package io.graft.eval.verification;

import org.jspecify.annotations.NullMarked;
