package io.graft.cli;

import io.graft.core.merge.Device;
import io.graft.core.merge.DeviceUse;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code graft merge}. */
@Command(
        name = "merge",
        customSynopsis = {
            "graft merge [OPTIONS] RECIPE.yml OUT",
            "       graft merge [OPTIONS] --base DIR --adapter DIR[:WEIGHT]... OUT",
            "       graft merge [OPTIONS] --into NAMESPACE/NAME RECIPE.yml"
        },
        description =
                "Merges models on local files, by a recipe in mergekit's YAML or a base with adapters. The result does not"
                        + " depend on threads, memory or machine; it appears whole or not at all. With --into, the workers of a"
                        + " registry merge registered versions.",
        footer = {
            "%nExamples:",
            "  graft merge recipe.yml ./merged",
            "  graft merge --base ./llama --adapter ./sentiment ./merged",
            "  graft merge --base ./llama --adapter ./sentiment:0.7 --adapter ./support:0.3 ./both",
            "  graft merge --into team/both --parts 3 recipe.yml"
        })
final class Merge implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "RECIPE.yml OUT",
            description = "The recipe, unless --base is given; the new folder, unless --into is.")
    private List<Path> paths;

    @Mixin
    private final ShortRecipe shortRecipe = new ShortRecipe();

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    @Mixin
    private final MergeTuning tuning = new MergeTuning();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    Merge(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return remote.isGiven() ? callRemote() : callLocal();
    }

    private int callRemote() throws IOException, InterruptedException {
        if (device.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--device is for merges on local files, not for --into");
        }
        if (paths.size() != 1 || shortRecipe.isGiven() || shortRecipe.isHalfGiven()) {
            throw new ParameterException(spec.commandLine(), "With --into, name a recipe and nothing else");
        }
        String recipe = Files.readString(paths.getFirst());
        try (ProgressBar bar = quiet ? ProgressBar.none() : new ProgressBar(terminal)) {
            Registry.Version made = remote.merge(recipe, tuning.shardBytes(), bar);
            terminal.out().println("%s is %s  %s".formatted(made.reference(), made.state(), made.digest()));
        }
        return Exit.DONE;
    }

    private int callLocal() throws IOException, InterruptedException {
        LocalRecipe recipe = recipe();
        Path output = paths.getLast();
        long began = System.nanoTime();
        MergeResult result = merge(recipe, output);
        MergeSummary summary = MergeSummary.of(output, result, System.nanoTime() - began);
        terminal.out().print(json ? summary.json() : summary.text());
        terminal.out().flush();
        return Exit.DONE;
    }

    private MergeResult merge(LocalRecipe recipe, Path output) throws InterruptedException {
        Optional<DeviceUse> use = device.open();
        MergeOptions options = use.map(tuning.options()::on).orElseGet(tuning::options);
        try (Device _ = use.map(DeviceUse::device).orElse(null);
                StopSignal _ = new StopSignal(Thread.currentThread()::interrupt);
                ProgressBar bar = quiet ? ProgressBar.none() : new ProgressBar(terminal)) {
            return recipe.merge(output, options, tuning.known(), (done, total) -> bar.show("merging", done, total));
        }
    }

    private LocalRecipe recipe() throws IOException {
        if (shortRecipe.isHalfGiven()) {
            throw new ParameterException(spec.commandLine(), "--base and --adapter are given together");
        }
        int expected = shortRecipe.isGiven() ? 1 : 2;
        if (paths.size() != expected) {
            throw new ParameterException(
                    spec.commandLine(),
                    shortRecipe.isGiven()
                            ? "With --base, name only the new folder"
                            : "Name a recipe and the new folder");
        }
        return shortRecipe.isGiven() ? shortRecipe.recipe() : LocalRecipe.read(paths.getFirst());
    }
}
