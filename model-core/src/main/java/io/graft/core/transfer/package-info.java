/**
 * Moves files to and from blob storage by signed URL: resumable, in parallel parts, verified.
 *
 * @see io.graft.core.transfer.Transfer
 */
@NullMarked
package io.graft.core.transfer;

import org.jspecify.annotations.NullMarked;
