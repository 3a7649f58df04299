package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.artifact.Folder;
import io.graft.core.artifact.Manifest;
import io.graft.core.transfer.Transfer;
import io.graft.core.transfer.TransferError;
import io.graft.core.transfer.UploadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a folder a version of a model. Begun again after an interruption, it sends only what is missing. */
final class Registration {
    private static final int PARALLEL_PARTS = 4;
    private static final int ROUNDS = 5;

    private final Registry registry;
    private final ProgressBar bar;
    private final Transfer transfer = new Transfer(PARALLEL_PARTS);

    Registration(Registry registry, ProgressBar bar) {
        this.registry = registry;
        this.bar = bar;
    }

    /**
     * What the registry is told about the folder.
     *
     * @param kind base, adapter or merged
     * @param base the version that an adapter was trained on
     * @param trainingFacts how it was trained, as its owner states
     */
    record Terms(
            String kind, @Nullable String base, @Nullable JsonNode trainingFacts) {}

    /** Returns the version once the registry has verified its bytes, ready or rejected. */
    Registry.Version register(Path path, ModelName model, Terms terms) throws InterruptedException {
        Folder folder = new Folder(path);
        Manifest manifest = folder.describe(bar.counting("reading", size(folder)));
        registry.ensureModel(new Registry.NewModel(model.namespace(), model.name(), terms.kind()));
        Registry.Begun begun =
                registry.begin(model, new Registry.NewVersion(manifest.files(), terms.base(), terms.trainingFacts()));
        for (int round = 1; ; round++) {
            try {
                send(folder, begun);
                return verified(model, begun.number());
            } catch (GraftException e) {
                if (round == ROUNDS || !isPassing(e)) {
                    throw e;
                }
                begun = registry.uploads(model, begun.number());
            }
        }
    }

    private void send(Folder folder, Registry.Begun begun) throws InterruptedException {
        long total = begun.uploads().stream().mapToLong(UploadPlan::remaining).sum();
        LongConsumer counter = bar.counting("uploading", total);
        for (UploadPlan upload : begun.uploads()) {
            transfer.upload(folder.root().resolve(upload.path()), upload, counter::accept);
        }
    }

    private Registry.Version verified(ModelName model, int number) throws InterruptedException {
        Optional<Registry.Version> version = registry.complete(model, number);
        while (version.isEmpty()) {
            version = registry.complete(model, number);
        }
        return version.get();
    }

    /** Whether fresh URLs, or a registry that came back, may help. */
    private static boolean isPassing(GraftException e) {
        return e.code() == TransferError.TRANSFER_REFUSED
                || e.code() == TransferError.TRANSFER_FAILED
                || e.code().name().equals("UPLOAD_INCOMPLETE");
    }

    private static long size(Folder folder) {
        return folder.files().stream().mapToLong(Registration::size).sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
