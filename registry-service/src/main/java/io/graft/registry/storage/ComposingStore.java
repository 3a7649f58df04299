package io.graft.registry.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps compositions as lists of stretches of other blobs, and leaves those to another store. */
record ComposingStore(Store whole, SegmentRows segments, BlobRows rows, SignedUrls urls) implements Store {
    @Override
    public long shortestPart() {
        return whole.shortestPart();
    }

    @Override
    public String begin(Upload upload) throws IOException {
        return whole.begin(upload);
    }

    @Override
    public Set<Integer> arrived(Upload upload) throws IOException {
        return Composition.at(upload.handle()).isPresent() ? Set.of(1) : whole.arrived(upload);
    }

    @Override
    public URI partUrl(Upload upload, int number) {
        return whole.partUrl(upload, number);
    }

    @Override
    public void put(Upload upload, InputStream bytes) throws IOException {
        whole.put(upload, bytes);
    }

    @Override
    public void seal(Upload upload) throws IOException {
        if (Composition.at(upload.handle()).isEmpty()) {
            whole.seal(upload);
        }
    }

    @Override
    public InputStream staged(Upload upload) throws IOException {
        Optional<Composition> composition = Composition.at(upload.handle());
        return composition.isPresent() ? open(composition.get(), 0, upload.size()) : whole.staged(upload);
    }

    @Override
    public String publish(Upload upload) throws IOException {
        return Composition.at(upload.handle()).isPresent() ? upload.handle() : whole.publish(upload);
    }

    @Override
    public void abort(Upload upload) throws IOException {
        Optional<Composition> composition = Composition.at(upload.handle());
        if (composition.isPresent()) {
            drop(composition.get());
        } else {
            whole.abort(upload);
        }
    }

    @Override
    public InputStream open(Blob blob, long from, long length) throws IOException {
        Optional<Composition> composition = Composition.at(blob.location());
        return composition.isPresent() ? open(composition.get(), from, length) : whole.open(blob, from, length);
    }

    @Override
    public Optional<Path> local(Blob blob) {
        return Composition.at(blob.location()).isPresent() ? Optional.empty() : whole.local(blob);
    }

    @Override
    public URI downloadUrl(Blob blob, String filename) {
        return Composition.at(blob.location()).isPresent()
                ? urls.get("/api/v1/blobs/%s/composed/%s"
                        .formatted(blob.digest(), filename.substring(filename.lastIndexOf('/') + 1)))
                : whole.downloadUrl(blob, filename);
    }

    @Override
    public void delete(Blob blob) throws IOException {
        Optional<Composition> composition = Composition.at(blob.location());
        if (composition.isPresent()) {
            drop(composition.get());
        } else {
            whole.delete(blob);
        }
    }

    @Override
    public List<Upload> uploadsBefore(Instant time) throws IOException {
        return whole.uploadsBefore(time);
    }

    @Override
    public List<Blob> blobsBefore(Instant time) throws IOException {
        return whole.blobsBefore(time);
    }

    private void drop(Composition composition) {
        segments.delete(composition);
        rows.release(composition.id());
    }

    private InputStream open(Composition composition, long from, long length) {
        return new Joined(segments.touching(composition, from, from + length).stream()
                .map(placed -> placed.within(from, from + length))
                .<Reading.Source>map(segment -> () -> open(segment))
                .iterator());
    }

    private InputStream open(Segment segment) throws IOException {
        Blob source = rows.visible(segment.source())
                .orElseThrow(() -> new IOException("The bytes of %s are gone".formatted(segment.source())));
        return open(source, segment.start(), segment.length());
    }
}
