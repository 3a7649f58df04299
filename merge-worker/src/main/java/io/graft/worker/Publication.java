package io.graft.worker;

import io.graft.core.artifact.Manifest;
import io.graft.core.job.Attempt;
import io.graft.core.job.MergeOutputs;
import io.graft.core.transfer.Transfer;
import io.graft.core.transfer.UploadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
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
        long epoch = attempt.lease().epoch();
        MergeOutputs.Files files = new MergeOutputs.Files(epoch, manifest.files());
        new Persistence(attempt).untilDone(() -> {
            send(attempt, folder, outputs.declare(merge, files));
            while (!outputs.verify(merge, new MergeOutputs.Holder(epoch)).verified()) {
                attempt.requireGoing();
            }
        });
    }

    private void send(Attempt attempt, Path folder, MergeOutputs.Uploads uploads)
            throws IOException, InterruptedException {
        Phase uploading = new Phase(
                attempt,
                "uploading",
                uploads.uploads().stream().mapToLong(UploadPlan::remaining).sum());
        for (UploadPlan plan : uploads.uploads()) {
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
