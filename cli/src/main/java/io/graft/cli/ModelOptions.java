package io.graft.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A model to run on this machine. */
final class ModelOptions {
    @Option(names = "--model", paramLabel = "DIR", description = "The folder of the model.")
    private @Nullable Path model;

    @Option(
            names = "--adapter",
            paramLabel = "DIR[:WEIGHT]",
            converter = WeightedFolder.Converter.class,
            description = "An adapter beside it, with weight 1 unless given. May be repeated.")
    private List<WeightedFolder> adapters = new ArrayList<>();

    @Option(names = "--device", description = "Where it runs: auto, cpu or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(names = "--threads", description = "Threads that compute. Default: one a processor.")
    private int threads;

    @Nullable
    Path model() {
        return model;
    }

    List<WeightedFolder> adapters() {
        return adapters;
    }

    String device() {
        return device;
    }

    int threads() {
        return threads;
    }
}
