package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;

/** What a commit does to one path. */
sealed interface Change {
    String path();

    /** A file appears, or its content changes. */
    record Write(ArtifactFile file) implements Change {
        @Override
        public String path() {
            return file.path();
        }
    }

    /** A file vanishes. */
    record Removal(String path) implements Change {}

    /** A folder vanishes with all that is in it. */
    record FolderRemoval(String path) implements Change {
        public FolderRemoval {
            path = path.endsWith("/") ? path : path + "/";
        }
    }
}
