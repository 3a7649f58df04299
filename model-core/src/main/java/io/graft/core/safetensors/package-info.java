/**
 * Reads and writes safetensors files, single or sharded, refusing whatever the format forbids.
 *
 * @see io.graft.core.safetensors.SafetensorsFile
 */
@NullMarked
package io.graft.core.safetensors;

import org.jspecify.annotations.NullMarked;
