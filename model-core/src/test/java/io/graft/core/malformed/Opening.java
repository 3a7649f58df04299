package io.graft.core.malformed;

import io.graft.core.adapter.Adapter;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.safetensors.SafetensorsFile;
import java.nio.file.Path;

/** How a user would come to open what an attack left in a folder. */
enum Opening {
    FILE {
        @Override
        void open(Path folder) {
            SafetensorsFile.open(folder.resolve(Forgery.WEIGHTS)).close();
        }
    },
    CHECKPOINT {
        @Override
        void open(Path folder) {
            try (Checkpoint checkpoint = Checkpoint.open(folder)) {
                checkpoint.config().architecture();
                checkpoint.config().layers();
                checkpoint.config().dtype();
            }
        }
    },
    ADAPTER {
        @Override
        void open(Path folder) {
            Adapter.open(folder).close();
        }
    };

    abstract void open(Path folder);
}
