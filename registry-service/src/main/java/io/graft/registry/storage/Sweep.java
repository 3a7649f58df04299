package io.graft.registry.storage;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes uploads that nobody goes on with, and bytes that nobody refers to. A blob is hidden first and removed after, under
 * the lock of its row, so that it can neither be half there nor be taken away from somebody who just came to need it.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private final Store store;
    private final BlobRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SweepSettings settings;
    private final UploadSettings uploads;

    Sweep(
            Store store,
            BlobRows rows,
            TransactionTemplate transaction,
            Clock clock,
            SweepSettings settings,
            UploadSettings uploads) {
        this.store = store;
        this.rows = rows;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
        this.uploads = uploads;
    }

    /** Returns how many blobs and uploads were removed. */
    public int run() {
        return Blobs.attempt(() -> {
            int removed = abandonedUploads(clock.instant().minus(uploads.expireAfter()));
            removed += unneededBlobs(clock.instant().minus(settings.grace()));
            removed += retired(clock.instant().minus(settings.grace()));
            if (removed > 0) {
                LOG.info("Swept {} uploads and blobs", removed);
            }
            return removed;
        });
    }

    private int abandonedUploads(Instant before) throws IOException {
        int removed = 0;
        for (UUID upload : rows.uploadsBefore(before)) {
            removed += abandoned(upload, before) ? 1 : 0;
        }
        for (Upload upload : store.uploadsBefore(before)) {
            if (rows.upload(upload.id()).isEmpty()) {
                store.abort(upload);
                removed++;
            }
        }
        return removed;
    }

    /** Unless somebody goes on with it at this very moment. */
    private boolean abandoned(UUID id, Instant before) {
        return Boolean.TRUE.equals(transaction.execute(_ -> rows.lockUploadBefore(id, before)
                .map(upload -> {
                    Blobs.attempt(() -> store.abort(upload));
                    rows.deleteUpload(id);
                    return true;
                })
                .orElse(false)));
    }

    private int unneededBlobs(Instant before) throws IOException {
        rows.unreferenced(before)
                .forEach(digest -> transaction.executeWithoutResult(_ -> rows.lock(digest, true)
                        .filter(blob -> !rows.referenced(blob.digest()))
                        .ifPresent(blob -> rows.hide(blob.digest()))));
        int removed = 0;
        for (var digest : rows.hidden()) {
            removed += removed(() -> rows.lock(digest, false).stream().toList());
        }
        for (Blob stray : store.blobsBefore(before)) {
            removed += removed(() -> rows.occupyIfUnknown(stray) ? List.of(stray) : List.of());
        }
        return removed;
    }

    /** Bytes that are kept elsewhere since, unless they came here again. */
    private int retired(Instant before) {
        List<Blob> old = rows.retiredBefore(before);
        old.forEach(blob -> transaction.executeWithoutResult(_ -> {
            rows.lock(blob.digest(), true);
            if (!rows.isInUse(blob.location())) {
                Blobs.attempt(() -> store.delete(blob));
            }
            rows.forgetRetired(blob);
        }));
        return old.size();
    }

    /** Removes the blobs found, whose rows the search has locked. */
    private int removed(Supplier<List<Blob>> search) {
        Integer removed = transaction.execute(_ -> {
            var blobs = search.get();
            for (Blob blob : blobs) {
                Blobs.attempt(() -> store.delete(blob));
                rows.delete(blob.digest());
            }
            return blobs.size();
        });
        return removed == null ? 0 : removed;
    }
}
