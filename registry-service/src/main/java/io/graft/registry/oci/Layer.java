package io.graft.registry.oci;

import io.graft.core.artifact.ArtifactFile;
import java.util.UUID;

/** A file of a version by its digest. */
record Layer(UUID version, ArtifactFile file) {}
