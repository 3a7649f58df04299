package io.graft.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a registry's workers run a recipe, instead of this process. */
final class RemoteOptions {
    @Option(
            names = "--into",
            paramLabel = "NAMESPACE/NAME",
            converter = ModelName.Converter.class,
            description = "Instead of OUT: the model in the registry that gets the result as a new version.")
    private @Nullable ModelName into;

    @Option(
            names = "--parts",
            paramLabel = "N",
            description = "With --into: how many workers may share it, each writing some of the files. Default: 1.")
    private @Nullable Integer parts;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    boolean isGiven() {
        return into != null;
    }

    Registry.Version merge(String recipe, @Nullable Long shardBytes, ProgressBar bar) throws InterruptedException {
        return new RemoteMerge(registry.connect(), bar)
                .run(new Registry.NewMerge(recipe, Objects.toString(into), parts, shardBytes));
    }
}
