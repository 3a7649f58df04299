package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Meter;
import io.graft.core.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Brings a version's files into a folder, several at a time. Begun again, it fetches only what is missing. */
final class Retrieval {
    private final Registry registry;
    private final ProgressBar bar;
    private final Transfer transfer = new Transfer(1);

    Retrieval(Registry registry, ProgressBar bar) {
        this.registry = registry;
        this.bar = bar;
    }

    /** @param replace whether files of the same name with other content give way */
    void fetch(Registry.Version version, Path folder, boolean replace) throws IOException, InterruptedException {
        List<ArtifactFile> missing = missing(version, folder, replace);
        long total = missing.stream().mapToLong(ArtifactFile::size).sum();
        LongConsumer counter = bar.counting("fetching", total);
        List<Callable<@Nullable Void>> transfers = new ArrayList<>();
        for (ArtifactFile file : missing) {
            transfers.add(() -> fetch(version, file, folder, counter::accept));
        }
        ParallelTransfers.run(transfers);
    }

    private @Nullable Void fetch(Registry.Version version, ArtifactFile file, Path folder, Meter meter)
            throws InterruptedException {
        transfer.download(registry.file(version, file), folder.resolve(file.path()), file.size(), file.sha256(), meter);
        return null;
    }

    private static List<ArtifactFile> missing(Registry.Version version, Path folder, boolean replace)
            throws IOException {
        List<ArtifactFile> missing = new ArrayList<>();
        for (ArtifactFile file : version.files()) {
            Path there = folder.resolve(file.path());
            if (!Files.exists(there)) {
                missing.add(file);
            } else if (!isSame(there, file)) {
                requireReplace(there, version, replace);
                missing.add(file);
            }
        }
        return missing;
    }

    private static boolean isSame(Path there, ArtifactFile file) throws IOException {
        return Files.size(there) == file.size() && Digest.ofFile(there).equals(file.sha256());
    }

    private static void requireReplace(Path there, Registry.Version version, boolean replace) {
        if (!replace) {
            throw new GraftException(
                    CliError.OUTPUT_EXISTS,
                    there.toString(),
                    "%s is there and is not the file of %s".formatted(there, version.reference()),
                    "Name another folder, or replace it with --force.");
        }
    }
}
