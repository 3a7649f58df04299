package io.graft.registry.storage;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps bytes in a folder of this machine, which one registry at a time owns. Parts are written straight to their place in one
 * file, so joining them costs nothing; a marker beside it says which of them are whole.
 */
final class FolderStore implements Store {
    private static final String DATA = "data";
    private static final int BUFFER = 1 << 18;

    private final Path uploads;
    private final Path blobs;
    private final SignedUrls urls;
    private final Map<UUID, Writers> writers = new ConcurrentHashMap<>();

    FolderStore(Path root, SignedUrls urls) throws IOException {
        this.uploads = Files.createDirectories(root.toAbsolutePath().resolve("uploads"));
        this.blobs = Files.createDirectories(root.toAbsolutePath().resolve("blobs"));
        this.urls = urls;
    }

    @Override
    public long shortestPart() {
        return 1;
    }

    @Override
    public String begin(Upload upload) {
        return DATA;
    }

    @Override
    public Set<Integer> arrived(Upload upload) throws IOException {
        try (Stream<Path> entries = Files.list(folder(upload))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(DATA))
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet());
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    @Override
    public URI partUrl(Upload upload, int number) {
        return urls.put("/api/v1/blobs/uploads/%s/parts/%d".formatted(upload.id(), number));
    }

    @Override
    public void put(Upload upload, InputStream bytes) throws IOException {
        receive(upload, 1, bytes);
    }

    /**
     * Writes one part from a stream that must end exactly where the part does. What was there of this part before is no longer
     * trusted, and a part that was cut off is as if it had never come.
     */
    void receive(Upload upload, int number, InputStream body) throws IOException {
        long length = upload.length(number);
        Files.createDirectories(folder(upload));
        Path marker = folder(upload).resolve(Integer.toString(number));
        Files.deleteIfExists(marker);
        Writers open = writers.computeIfAbsent(upload.id(), _ -> new Writers());
        try (FileChannel file = open.add(data(upload))) {
            requireLength(number, length, copy(body, file, upload.offset(number), length));
        } catch (ClosedChannelException e) {
            throw Writers.sealed(e);
        }
        open.mark(marker);
    }

    @Override
    public void seal(Upload upload) throws IOException {
        writers.computeIfAbsent(upload.id(), _ -> new Writers()).seal();
        if (Files.notExists(joined(upload)) || Files.size(joined(upload)) != upload.size()) {
            writers.remove(upload.id());
            throw new IOException("%s is not %d bytes long".formatted(data(upload), upload.size()));
        }
    }

    @Override
    public InputStream staged(Upload upload) throws IOException {
        return Files.newInputStream(joined(upload));
    }

    @Override
    public String publish(Upload upload) throws IOException {
        Path target = path(upload.digest());
        if (!joined(upload).equals(target)) {
            Files.createDirectories(target.getParent());
            try (FileChannel file = FileChannel.open(data(upload), StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(data(upload), target, StandardCopyOption.ATOMIC_MOVE);
        }
        abort(upload);
        return blobs.relativize(target).toString();
    }

    @Override
    public void abort(Upload upload) throws IOException {
        writers.computeIfAbsent(upload.id(), _ -> new Writers()).seal();
        try (Stream<Path> entries = Files.list(folder(upload))) {
            for (Path entry : entries.toList()) {
                Files.deleteIfExists(entry);
            }
            Files.deleteIfExists(folder(upload));
        } catch (NoSuchFileException e) {
            // nothing of it ever arrived
        } finally {
            writers.remove(upload.id());
        }
    }

    @Override
    public InputStream open(Blob blob, long from, long length) throws IOException {
        FileChannel file = FileChannel.open(file(blob), StandardOpenOption.READ);
        file.position(from);
        return new Stretch(Channels.newInputStream(file), length);
    }

    @Override
    public Optional<Path> local(Blob blob) {
        return Optional.of(file(blob));
    }

    @Override
    public URI downloadUrl(Blob blob, String filename) {
        return urls.get("/api/v1/blobs/%s/content/%s".formatted(blob.digest(), lastPart(filename)));
    }

    @Override
    public void delete(Blob blob) throws IOException {
        Files.deleteIfExists(file(blob));
    }

    @Override
    public List<Upload> uploadsBefore(Instant time) throws IOException {
        try (Stream<Path> entries = Files.list(uploads)) {
            return before(entries, time).stream()
                    .map(entry ->
                            new Upload(UUID.fromString(entry.getFileName().toString()), Digest.of(""), 0, 1, DATA))
                    .toList();
        }
    }

    @Override
    public List<Blob> blobsBefore(Instant time) throws IOException {
        List<Blob> found = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(blobs)) {
            for (Path file : before(entries.filter(Files::isRegularFile), time)) {
                Digest digest = new Digest(file.getFileName().toString());
                found.add(new Blob(
                        digest, Files.size(file), blobs.relativize(file).toString()));
            }
        }
        return found;
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The file with a blob's bytes, for zero-copy. */
    Path file(Blob blob) {
        return blobs.resolve(blob.location());
    }

    private Path path(Digest digest) {
        return blobs.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private Path folder(Upload upload) {
        return uploads.resolve(upload.id().toString());
    }

    /** Where all bytes are: at their last place already, if a crash came right after they were moved. */
    private Path joined(Upload upload) throws IOException {
        Path data = data(upload);
        return Files.exists(data) && Files.size(data) == upload.size() ? data : path(upload.digest());
    }

    private Path data(Upload upload) {
        return folder(upload).resolve(DATA);
    }

    /** Copies at most one byte more than the length, so that a body that is too long is noticed. */
    private static long copy(InputStream body, FileChannel file, long offset, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long done = 0;
        for (int read; done <= length && (read = body.read(buffer)) >= 0; done += read) {
            int fitting = (int) Math.min(read, length - done);
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, fitting);
            for (long at = offset + done; bytes.hasRemaining(); ) {
                at += file.write(bytes, at);
            }
        }
        return done;
    }

    private static List<Path> before(Stream<Path> entries, Instant time) throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path entry : entries.toList()) {
            if (Files.getLastModifiedTime(entry).toInstant().isBefore(time)) {
                old.add(entry);
            }
        }
        return old;
    }

    private static void requireLength(int number, long expected, long found) {
        if (found != expected) {
            throw new GraftException(
                    StorageError.UPLOAD_PART_LENGTH,
                    "part " + number,
                    "Part %d has %d bytes, but %s came"
                            .formatted(number, expected, found > expected ? "more" : Long.toString(found)),
                    "Send the part again.");
        }
    }
}
