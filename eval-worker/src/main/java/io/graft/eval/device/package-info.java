/**
 * Merges on PyTorch's devices, by way of DJL.
 *
 * @see io.graft.eval.device.TorchDevice
 */
@NullMarked
package io.graft.eval.device;

import org.jspecify.annotations.NullMarked;
