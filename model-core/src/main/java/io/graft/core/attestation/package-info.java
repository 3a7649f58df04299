/**
 * Signed statements about artifacts, and whether a folder is what was signed.
 *
 * @see io.graft.core.attestation.Attestation
 */
@NullMarked
package io.graft.core.attestation;

import org.jspecify.annotations.NullMarked;
