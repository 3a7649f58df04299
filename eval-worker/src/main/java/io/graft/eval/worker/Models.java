package io.graft.eval.worker;

import io.graft.core.job.Task;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.language.AdapterChoice;
import io.graft.eval.language.LocalModel;
import io.graft.eval.language.LocalWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs arms one after the other, with each model's weights in memory once for all of its arms. */
record Models(Map<String, Path> folders, DecoderOptions options) {
    /** Something that is done with an arm. */
    interface Use {
        void with(Task.Arm arm, LocalModel model) throws IOException, InterruptedException;
    }

    void each(List<Task.Arm> arms, Use use) throws IOException, InterruptedException {
        Map<String, List<Task.Arm>> byModel = new LinkedHashMap<>();
        arms.forEach(arm ->
                byModel.computeIfAbsent(arm.model(), _ -> new ArrayList<>()).add(arm));
        for (Map.Entry<String, List<Task.Arm>> model : byModel.entrySet()) {
            try (LocalWeights weights = LocalWeights.open(folder(model.getKey()), options)) {
                for (Task.Arm arm : model.getValue()) {
                    use.with(arm, weights.with(choices(arm)));
                }
            }
        }
    }

    static String name(Task.Arm arm) {
        List<String> parts = new ArrayList<>(arm.adapters());
        parts.addFirst(arm.model());
        return String.join("+", parts);
    }

    private List<AdapterChoice> choices(Task.Arm arm) {
        return arm.adapters().stream()
                .map(adapter -> new AdapterChoice(folder(adapter), 1))
                .toList();
    }

    private Path folder(String version) {
        return Objects.requireNonNull(folders.get(version), version);
    }
}
