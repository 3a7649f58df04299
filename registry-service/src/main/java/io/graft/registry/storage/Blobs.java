package io.graft.registry.storage;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Part;
import io.graft.core.transfer.UploadPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bytes by digest. They come in by upload, are read back, and only if every byte agreed can anybody see them. The same bytes
 * are kept once, as long as somebody refers to them.
 */
public final class Blobs {
    private final Store store;
    private final BlobRows rows;
    private final SegmentRows segments;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final long partSize;

    Blobs(
            Store store,
            BlobRows rows,
            SegmentRows segments,
            TransactionTemplate transaction,
            Clock clock,
            long partSize) {
        this.store = store;
        this.rows = rows;
        this.segments = segments;
        this.transaction = transaction;
        this.clock = clock;
        this.partSize = Math.max(partSize, store.shortestPart());
    }

    /**
     * Notes in the caller's transaction that the owner needs these bytes, now or when they arrive. Returns those that are here,
     * and will stay.
     */
    public Set<Digest> refer(UUID owner, Collection<Digest> digests) {
        rows.release(owner);
        rows.refer(owner, digests);
        return Set.copyOf(rows.lockVisible(digests));
    }

    /** The owner needs nothing any more. */
    public void release(UUID owner) {
        rows.release(owner);
    }

    /** Opens an upload in the caller's transaction. Nobody sees anything of it before {@link #finish}. */
    public UUID begin(Digest digest, long size) {
        Upload upload = new Upload(UUID.randomUUID(), digest, size, Upload.partSize(size, partSize), "");
        rows.insert(upload, clock.instant());
        return upload.id();
    }

    /** The same in one part, however large it is. */
    public UUID beginWhole(Digest digest, long size) {
        Upload upload = new Upload(UUID.randomUUID(), digest, size, Math.max(1, size), "");
        rows.insert(upload, clock.instant());
        return upload.id();
    }

    /** Where to send which bytes. To be called while answering a request, whose address the URLs take up. */
    public UploadPlan plan(UUID id, String path) {
        Upload upload = begun(id);
        Set<Integer> arrived = arrived(upload);
        return new UploadPlan(
                id,
                path,
                upload.digest(),
                upload.size(),
                upload.eachPart(number -> part(upload, number, arrived)).toList());
    }

    /** Whether parts can be sent to it. */
    public boolean isOpen(UUID upload) {
        return rows.upload(upload).isPresent();
    }

    /** Whether every part is here; true also after the upload was finished. */
    public boolean complete(UUID id) {
        return rows.upload(id)
                .map(upload -> !upload.handle().isEmpty() && upload.complete(arrived(upload)))
                .orElse(true);
    }

    /**
     * Ends an upload all parts of which have arrived: joins them, reads back every byte, and makes them visible if they have the
     * digest announced. May be repeated after a crash.
     *
     * @param reader sees the bytes before it is known whether they are right. If it refuses them though they are, its exception
     *     is thrown after they were made visible
     * @throws GraftException {@link StorageError#UPLOAD_CORRUPT}, and the upload is gone
     */
    public void finish(UUID id, BlobReader reader) {
        Upload upload = upload(id);
        transaction.executeWithoutResult(_ -> seal(id));
        Reading reading = attempt(() -> Reading.of(() -> store.staged(upload), reader));
        if (!reading.found().equals(upload.digest())) {
            abort(id);
            throw corrupt(upload.digest(), reading.found());
        }
        transaction.executeWithoutResult(_ -> publish(upload));
        reading.requireAccepted();
    }

    /** Keeps bytes that the registry itself was sent, in no transaction. They are read back like any others. */
    public void put(byte[] bytes) {
        put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** The same with the bytes of a file. */
    public void put(Digest digest, Path file) {
        put(digest, attempt(() -> Files.size(file)), () -> Files.newInputStream(file));
    }

    private void put(Digest digest, long size, Reading.Source source) {
        if (contains(digest)) {
            return;
        }
        UUID id = Objects.requireNonNull(transaction.execute(_ -> beginWhole(digest, size)));
        attempt(() -> {
            try (InputStream bytes = source.open()) {
                store.put(upload(id), bytes);
            }
        });
        finish(id, BlobReader.PLAIN);
    }

    /**
     * Opens an upload in the caller's transaction whose bytes are those of other blobs, and so have all arrived.
     *
     * @throws GraftException {@link StorageError#BLOB_NOT_FOUND} if one of the others is not here
     */
    public UUID compose(Digest digest, long size, List<Segment> of) {
        Composition composition = composed(of);
        UUID id = beginWhole(digest, size);
        rows.setHandle(id, composition.place());
        return id;
    }

    /**
     * Has a blob be made of stretches of others, which were found to have the same bytes. They are read back before, and those who
     * are just reading the bytes where they were can go on.
     *
     * @throws GraftException {@link StorageError#UPLOAD_CORRUPT} if they have not, and nothing changes
     */
    public void recompose(Digest digest, List<Segment> of) {
        Composition composition = Objects.requireNonNull(transaction.execute(_ -> composed(of)));
        Blob blob = blob(digest);
        Blob made = new Blob(digest, blob.size(), composition.place());
        Digest found = attempt(() -> Reading.of(() -> store.open(made, 0, made.size()), BlobReader.PLAIN))
                .found();
        transaction.executeWithoutResult(_ -> {
            Optional<Blob> now = rows.lock(digest, true);
            if (!found.equals(digest) || !now.equals(Optional.of(blob))) {
                attempt(() -> store.delete(made));
            } else {
                rows.move(made);
                rows.retire(blob, clock.instant());
            }
        });
        if (!found.equals(digest)) {
            throw corrupt(digest, found);
        }
    }

    private Composition composed(List<Segment> of) {
        Composition composition = new Composition(UUID.randomUUID());
        Set<Digest> sources = of.stream().map(Segment::source).collect(Collectors.toSet());
        Set<Digest> here = refer(composition.id(), sources);
        sources.stream().filter(source -> !here.contains(source)).findFirst().ifPresent(source -> {
            throw missing(source);
        });
        segments.insert(composition, of);
        return composition;
    }

    /** A stretch of a blob's bytes. */
    public InputStream open(Digest digest, long from, long length) {
        Blob blob = blob(digest);
        return attempt(() -> store.open(blob, from, length));
    }

    public void abort(UUID id) {
        rows.upload(id).ifPresent(upload -> {
            attempt(() -> store.abort(upload));
            rows.deleteUpload(id);
        });
    }

    public boolean contains(Digest digest) {
        return rows.visible(digest).isPresent();
    }

    /** Reads visible bytes. */
    public void read(Digest digest, BlobReader reader) {
        Blob blob = blob(digest);
        attempt(() -> Reading.of(() -> store.open(blob, 0, blob.size()), reader))
                .requireAccepted();
    }

    /**
     * The bytes of a blob, from the beginning.
     *
     * @throws GraftException {@link StorageError#BLOB_NOT_FOUND}
     */
    public InputStream open(Digest digest) {
        Blob blob = blob(digest);
        return attempt(() -> store.open(blob, 0, blob.size()));
    }

    /** The file that a blob is, never to be written to; empty where the store is not a folder of this machine. */
    public Optional<Path> local(Digest digest) {
        return store.local(blob(digest));
    }

    /** A signed URL, made while answering a request, under which the bytes can be fetched whole or by range. */
    public URI downloadUrl(Digest digest, String filename) {
        return store.downloadUrl(blob(digest), filename);
    }

    /**
     * How many bytes a blob has.
     *
     * @throws GraftException {@link StorageError#BLOB_NOT_FOUND}
     */
    public long size(Digest digest) {
        return blob(digest).size();
    }

    Blob blob(Digest digest) {
        return rows.visible(digest).orElseThrow(() -> missing(digest));
    }

    Upload upload(UUID id) {
        return rows.upload(id).orElseThrow(() -> missing(id));
    }

    /** One at a time: a store that joins the same parts twice at once may find half of them already gone. */
    private void seal(UUID id) {
        Upload upload = rows.lockUpload(id).orElseThrow(() -> missing(id));
        attempt(() -> store.seal(upload));
    }

    private void publish(Upload upload) {
        if (rows.lockUpload(upload.id()).isEmpty()) {
            requireFinished(upload);
            return;
        }
        boolean alreadyThere = rows.occupy(upload.digest(), upload.size());
        attempt(() -> {
            if (alreadyThere) {
                store.abort(upload);
            } else {
                rows.show(upload.digest(), store.publish(upload), clock.instant());
            }
        });
        rows.deleteUpload(upload.id());
    }

    /** Somebody else ended the upload meanwhile: well, or not. */
    private void requireFinished(Upload upload) {
        if (rows.visible(upload.digest()).isEmpty()) {
            throw missing(upload.id());
        }
    }

    /** The store is asked once, whoever asks for the plan first. */
    private Upload begun(UUID id) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Upload upload = rows.lockUpload(id).orElseThrow(() -> missing(id));
            if (upload.handle().isEmpty()) {
                rows.setHandle(id, attempt(() -> store.begin(upload)));
            }
            rows.touch(id, clock.instant());
            return upload(id);
        }));
    }

    private Set<Integer> arrived(Upload upload) {
        return attempt(() -> store.arrived(upload));
    }

    private Part part(Upload upload, int number, Set<Integer> arrived) {
        return new Part(
                number,
                upload.offset(number),
                upload.length(number),
                store.partUrl(upload, number),
                arrived.contains(number));
    }

    private static GraftException missing(Digest digest) {
        return new GraftException(
                StorageError.BLOB_NOT_FOUND,
                digest.toString(),
                "There are no bytes with the digest %s".formatted(digest),
                "Check the digest; a file that is still being uploaded cannot be seen yet.");
    }

    private static GraftException missing(UUID id) {
        return new GraftException(
                StorageError.UPLOAD_NOT_FOUND,
                id.toString(),
                "There is no upload %s: it was finished, given up or has expired".formatted(id),
                "Ask for the version's uploads again.");
    }

    private static GraftException corrupt(Digest announced, Digest found) {
        return new GraftException(
                StorageError.UPLOAD_CORRUPT,
                announced.toString(),
                "The bytes that arrived have the digest %s, not the one announced".formatted(found),
                "Check that the file did not change while it was sent, and upload it again.");
    }

    static void attempt(Action action) {
        attempt(() -> {
            action.run();
            return action;
        });
    }

    static <T> T attempt(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (IOException e) {
            throw new GraftException(
                    StorageError.STORE_UNAVAILABLE,
                    "storage",
                    "The store failed: %s"
                            .formatted(Optional.ofNullable(e.getMessage()).orElse(e.toString())),
                    "Check the store's disk and network, then repeat the request.",
                    e);
        }
    }

    /** Something that the store does for its effect. */
    interface Action {
        void run() throws IOException;
    }

    /** Something that the store does. */
    interface Attempt<T> {
        T run() throws IOException;
    }
}
