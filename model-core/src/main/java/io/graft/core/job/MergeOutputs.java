package io.graft.core.job;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.transfer.UploadPlan;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Where the worker of a merge publishes what it made: declare the files, send the parts that are missing, have them verified, and
 * settle the job. The version becomes visible with the settlement and not before. Where the merge was cut, each worker first does the
 * same with its part.
 *
 * <p>Every call carries the job and its lease's epoch, and fails with {@link JobError#LEASE_LOST} once that is no longer held. All may be
 * repeated.
 */
@HttpExchange("/api/v1/merges")
public interface MergeOutputs {
    /** Says of which files the version consists. Another attempt's files are replaced. */
    @PutExchange("/{merge}/version")
    Uploads declare(@PathVariable UUID merge, @RequestBody Files files);

    /** Has every byte read back. It may take longer than one request: repeat it until the answer is {@code verified}. */
    @PostExchange("/{merge}/version/complete")
    Verification verify(@PathVariable UUID merge, @RequestBody Holder holder);

    /**
     * Says which files one part of a merge that was cut has made; those of another attempt at it are replaced. They belong to the
     * version from the moment in which the parts are joined.
     *
     * @return what has to be sent, one for each file whose content the registry does not have yet
     */
    @PutExchange("/{merge}/part")
    List<UploadPlan> declarePart(@PathVariable UUID merge, @RequestBody Part part);

    /** Has every byte of the part read back; to be repeated like {@link #verify}. */
    @PostExchange("/{merge}/part/complete")
    Verification verifyPart(@PathVariable UUID merge, @RequestBody Holder holder);

    /** The version's files, by the holder of this job's lease with this epoch. */
    record Files(UUID job, long epoch, List<ArtifactFile> files) {
        public Files {
            files = List.copyOf(files);
        }
    }

    /** A part of the version, by the holder of this job's lease with this epoch. */
    record Part(UUID job, long epoch, MadePart made) {}

    /** The holder of this job's lease with this epoch. */
    record Holder(UUID job, long epoch) {}

    /**
     * What has to be sent.
     *
     * @param number of the version
     * @param uploads one for each file whose content the registry does not have yet
     */
    record Uploads(int number, List<UploadPlan> uploads) {
        public Uploads {
            uploads = List.copyOf(uploads);
        }
    }

    /** Whether all bytes have been read back and agreed. */
    record Verification(boolean verified) {}
}
