package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Part;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.access.Actors;
import io.graft.registry.access.ReadsOnly;
import io.graft.registry.model.ModelName;
import io.graft.registry.storage.Blobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Git LFS, as its own client and those of the Hub speak it.
 *
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md">the batch API</a>
 */
@RestController
@RequestMapping(path = "/{namespace}/{name}.git/info/lfs", produces = LfsController.TYPE)
class LfsController {
    static final String TYPE = "application/vnd.git-lfs+json";
    private static final String MULTIPART = "multipart";
    private static final String BASIC = "basic";
    private static final String DOWNLOAD = "download";
    private static final String UPLOAD = "upload";
    private static final String VERIFY = "verify";

    private final Actors actors;
    private final HubRepositories repositories;
    private final Arrivals arrivals;
    private final Deposits deposits;
    private final Blobs blobs;

    LfsController(Actors actors, HubRepositories repositories, Arrivals arrivals, Deposits deposits, Blobs blobs) {
        this.actors = actors;
        this.repositories = repositories;
        this.arrivals = arrivals;
        this.deposits = deposits;
        this.blobs = blobs;
    }

    /** What a client wishes to send or to fetch. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Batch(String operation, @Nullable List<String> transfers, List<Wanted> objects) {
        boolean inParts() {
            return transfers != null && transfers.contains(MULTIPART);
        }
    }

    /** @param oid sha256 */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wanted(String oid, long size) {
        boolean isWellFormed() {
            return oid.matches("[0-9a-f]{64}") && size >= 0;
        }
    }

    record Answer(String transfer, List<Found> objects) {}

    /** Without actions where there is nothing to do. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            String oid,
            long size,
            @Nullable Map<String, Action> actions,
            @Nullable Failure error) {
        static Found done(Wanted wanted) {
            return new Found(wanted.oid(), wanted.size(), null, null);
        }

        static Found toSend(Wanted wanted, Map<String, Action> actions) {
            return new Found(wanted.oid(), wanted.size(), actions, null);
        }

        static Found failed(Wanted wanted, HttpStatus status, String message) {
            return new Found(wanted.oid(), wanted.size(), null, new Failure(status.value(), message));
        }
    }

    record Action(String href, Map<String, String> header) {}

    record Failure(int code, String message) {}

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.ofLfs(error);
    }

    @ReadsOnly
    @PostMapping("/objects/batch")
    Answer batch(@PathVariable String namespace, @PathVariable String name, @RequestBody Batch batch) {
        ModelName model = RepositoryName.toWrite(namespace, name);
        if (!repositories.exists(model)) {
            throw HubError.noRepository(model);
        }
        boolean sending = !batch.operation().equals(DOWNLOAD);
        if (sending) {
            actors.requireOneWhoMayAct();
        }
        Function<Wanted, Found> answer = !sending
                ? this::download
                : batch.inParts() ? wanted -> announced(model, wanted) : wanted -> deposited(model, wanted);
        List<Found> found = batch.objects().stream()
                .map(wanted -> wanted.isWellFormed()
                        ? answer.apply(wanted)
                        : Found.failed(wanted, HttpStatus.UNPROCESSABLE_CONTENT, "The oid is not a sha256"))
                .toList();
        return new Answer(sending && batch.inParts() ? MULTIPART : BASIC, found);
    }

    /** Reads bytes back that Git LFS's own client sent, which makes its commits elsewhere. */
    @PostMapping("/uploads/{upload}/deposit")
    Map<String, String> deposit(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable UUID upload,
            @RequestBody Wanted sent) {
        if (!sent.isWellFormed()) {
            throw HubError.noBytes(sent.oid());
        }
        deposits.finish(new ModelName(namespace, name), upload, new Digest(sent.oid()));
        return Map.of();
    }

    /** Says whether all bytes have arrived. Whether they are right is found out when a commit speaks of them. */
    @ReadsOnly
    @PostMapping({"/uploads/{upload}/verify", "/uploads/{upload}/complete"})
    Map<String, String> verify(@PathVariable UUID upload) {
        if (!blobs.complete(upload)) {
            throw new GraftException(
                    HubError.HUB_BYTES_MISSING,
                    upload.toString(),
                    "Not all parts of the upload have arrived",
                    "Send those that are missing.");
        }
        return Map.of();
    }

    private Found announced(ModelName model, Wanted wanted) {
        Digest digest = new Digest(wanted.oid());
        if (blobs.contains(digest)) {
            return Found.done(wanted);
        }
        UUID upload = arrivals.open(digest, wanted.size(), false);
        UploadPlan plan = blobs.plan(upload, wanted.oid());
        return isWhole(plan) ? Found.done(wanted) : Found.toSend(wanted, actions(plan, place(model, upload)));
    }

    private Found deposited(ModelName model, Wanted wanted) {
        Digest digest = new Digest(wanted.oid());
        if (deposits.keep(model, digest)) {
            return Found.done(wanted);
        }
        UUID upload = arrivals.open(digest, wanted.size(), true);
        UploadPlan plan = blobs.plan(upload, wanted.oid());
        if (isWhole(plan)) {
            deposits.finish(model, upload, digest);
            return Found.done(wanted);
        }
        Action verify = new Action(place(model, upload) + "/deposit", Map.of());
        return Found.toSend(wanted, Map.of(UPLOAD, whole(plan), VERIFY, verify));
    }

    private static boolean isWhole(UploadPlan plan) {
        return plan.parts().stream().allMatch(Part::done);
    }

    private static String place(ModelName model, UUID upload) {
        return "%s/%s.git/info/lfs/uploads/%s".formatted(RepositoryController.root(), model, upload);
    }

    private static Action whole(UploadPlan plan) {
        return new Action(plan.parts().getFirst().url().toString(), Map.of());
    }

    private static Map<String, Action> actions(UploadPlan plan, String place) {
        Action send = plan.parts().size() == 1 ? whole(plan) : new Action(place + "/complete", header(plan.parts()));
        return Map.of(UPLOAD, send, VERIFY, new Action(place + "/verify", Map.of()));
    }

    private static Map<String, String> header(List<Part> parts) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("chunk_size", Long.toString(parts.getFirst().length()));
        parts.forEach(
                part -> header.put("%05d".formatted(part.number()), part.url().toString()));
        return header;
    }

    private Found download(Wanted wanted) {
        Digest digest = new Digest(wanted.oid());
        return blobs.contains(digest)
                ? new Found(
                        wanted.oid(),
                        wanted.size(),
                        Map.of(
                                DOWNLOAD,
                                new Action(
                                        blobs.downloadUrl(digest, wanted.oid()).toString(), Map.of())),
                        null)
                : Found.failed(wanted, HttpStatus.NOT_FOUND, "There are no such bytes");
    }
}
