package io.graft.cli;

import io.graft.core.suite.Request;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.language.AdapterChoice;
import io.graft.eval.language.LocalModel;
import io.graft.eval.language.LocalWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Lets a model of this machine write. Apart from the command, as it needs the libraries that run models. */
final class LocalGeneration {
    private LocalGeneration() {}

    static void run(ModelOptions options, Request.Generation request, Consumer<String> pieces)
            throws InterruptedException {
        try (LocalWeights weights = open(options)) {
            model(weights, options).write(request, pieces);
        }
    }

    static LocalWeights open(ModelOptions options) {
        Path folder = Objects.requireNonNull(options.model());
        return LocalWeights.open(folder, new DecoderOptions(options.device(), options.threads()));
    }

    static LocalModel model(LocalWeights weights, ModelOptions options) {
        List<AdapterChoice> adapters = options.adapters().stream()
                .map(adapter -> new AdapterChoice(adapter.folder(), adapter.weight()))
                .toList();
        return weights.with(adapters);
    }
}
