package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.artifact.Folder;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a folder could be registered: by its files, its config and the headers of its weights. */
final class FolderCheck {
    private FolderCheck() {}

    static List<Finding> of(Path folder) {
        List<Finding> findings = new ArrayList<>();
        attempt(findings, () -> new Folder(folder).files());
        attempt(findings, () -> findings.add(description(folder)));
        return findings;
    }

    private static Finding description(Path folder) {
        return Files.exists(folder.resolve(AdapterConfig.FILE)) ? adapter(folder) : model(folder);
    }

    private static Finding model(Path folder) {
        try (Checkpoint model = Checkpoint.open(folder)) {
            return note(
                    "MODEL_READABLE",
                    folder,
                    "A model: %s, %d tensors in %d %s of weights"
                            .formatted(
                                    model.config().architecture().orElse("no architecture named"),
                                    model.tensors().size(),
                                    model.weightFiles().size(),
                                    model.weightFiles().size() == 1 ? "file" : "files"),
                    "Register it with graft push.");
        }
    }

    private static Finding adapter(Path folder) {
        try (Adapter adapter = Adapter.open(folder)) {
            return note(
                    "ADAPTER_READABLE",
                    folder,
                    "%s adapter: %s%d tensors"
                            .formatted(
                                    adapter.config().kind().article(),
                                    adapter.config().rank() > 0
                                            ? "rank %d, "
                                                    .formatted(adapter.config().rank())
                                            : "",
                                    adapter.tensors().size()),
                    "Check it against its base with --base and --adapter.");
        }
    }

    private static Finding note(String code, Path folder, String message, String remedy) {
        return new Finding(code, Severity.INFO, folder.toString(), message, remedy);
    }

    private static void attempt(List<Finding> findings, Runnable look) {
        try {
            look.run();
        } catch (GraftException e) {
            findings.add(Finding.of(e));
        }
    }
}
