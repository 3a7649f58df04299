package io.graft.core.merge;

import java.util.Optional;

/**
 * What is known of a merge only once its weights are written.
 *
 * @param device who computed in place of the kernels
 * @param quantised what the step after the merge made
 */
record Afterwards(Optional<DeviceReport> device, Optional<Requantised> quantised) {}
