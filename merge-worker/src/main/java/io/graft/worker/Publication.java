package io.graft.worker;

import io.graft.core.artifact.Manifest;
import io.graft.core.job.Attempt;
import io.graft.core.job.Lease;
import io.graft.core.job.MadePart;
import io.graft.core.job.MergeOutputs;
import io.graft.core.transfer.Transfer;
import io.graft.core.transfer.UploadPlan;
import io.graft.core.worker.Persistence;
import io.graft.core.worker.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Hands a finished folder to the registry: says what it is, sends what is not there yet, and has it all read back. */
final class Publication {
    private final MergeOutputs outputs;
    private final Transfer transfer;
    private final @Nullable Handover handover;

    /** @param handover if the registry's folder of blobs is on this machine */
    Publication(MergeOutputs outputs, Transfer transfer, @Nullable Handover handover) {
        this.outputs = outputs;
        this.transfer = transfer;
        this.handover = handover;
    }

    void publish(Attempt attempt, UUID merge, Path folder, Manifest manifest) throws IOException, InterruptedException {
        Lease lease = attempt.lease();
        MergeOutputs.Files files = new MergeOutputs.Files(lease.id(), lease.epoch(), manifest.files());
        MergeOutputs.Holder holder = new MergeOutputs.Holder(lease.id(), lease.epoch());
        new Persistence(attempt).untilDone(() -> {
            send(attempt, folder, outputs.declare(merge, files).uploads());
            awaitTrue(attempt, () -> outputs.verify(merge, holder).verified());
        });
    }

    /** The same for one part of a merge; there is nothing to read back where there is no file. */
    void publishPart(Attempt attempt, UUID merge, Path folder, MadePart made) throws IOException, InterruptedException {
        Lease lease = attempt.lease();
        MergeOutputs.Part part = new MergeOutputs.Part(lease.id(), lease.epoch(), made);
        MergeOutputs.Holder holder = new MergeOutputs.Holder(lease.id(), lease.epoch());
        new Persistence(attempt).untilDone(() -> {
            send(attempt, folder, outputs.declarePart(merge, part));
            awaitTrue(
                    attempt,
                    () -> made.shards().isEmpty()
                            || outputs.verifyPart(merge, holder).verified());
        });
    }

    private static void awaitTrue(Attempt attempt, BooleanSupplier answer) {
        while (!answer.getAsBoolean()) {
            attempt.requireGoing();
        }
    }

    private void send(Attempt attempt, Path folder, List<UploadPlan> uploads) throws IOException, InterruptedException {
        Phase uploading = new Phase(
                attempt,
                "uploading",
                uploads.stream().mapToLong(UploadPlan::remaining).sum());
        for (UploadPlan plan : uploads) {
            Path file = folder.resolve(plan.path());
            if (handover == null) {
                transfer.upload(file, plan, uploading);
            } else {
                handover.give(file, plan);
                uploading.moved(plan.remaining());
            }
        }
    }
}
