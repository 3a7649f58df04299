/**
 * What a model forgot: models asked the same questions are compared document by document, and a gate decides by a test of
 * non-inferiority whose margins were set beforehand.
 *
 * @see io.graft.core.forgetting.ForgettingReport
 */
@NullMarked
package io.graft.core.forgetting;

import org.jspecify.annotations.NullMarked;
