package io.graft.core.merge;

/**
 * That a merge runs on a device, and how closely it is watched there.
 *
 * @param whole whether Graft's kernels compute every block as well, and not only a sample of each tensor
 */
public record DeviceUse(Device device, boolean whole) {}
