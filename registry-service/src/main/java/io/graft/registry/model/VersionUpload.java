package io.graft.registry.model;

import io.graft.core.transfer.UploadPlan;
import java.util.List;

/**
 * What is still to be uploaded of a version.
 *
 * @param uploads one for each content that is not here yet
 * @param present the paths whose content is
 */
public record VersionUpload(int number, VersionState state, List<UploadPlan> uploads, List<String> present) {}
