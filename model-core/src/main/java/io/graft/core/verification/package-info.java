/**
 * The proof that a merged model is what its recipe says.
 *
 * @see io.graft.core.verification.VerificationReport
 */
@NullMarked
package io.graft.core.verification;

import org.jspecify.annotations.NullMarked;
