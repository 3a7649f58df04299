package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListPartsArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.ListPartsResult;
import io.minio.messages.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes in a bucket of an S3 server. Clients send parts straight to the server by presigned URL. S3 lets nobody read an
 * upload before it is completed, so every upload is completed to an object of its own, {@code blobs/sha256/ab/<hex>/<upload>}, and
 * only a row in the database makes it visible: wrong bytes can never overwrite right ones.
 */
final class S3Store implements Store {
    private static final long SHORTEST_PART = 5 << 20;
    private static final String PREFIX = "blobs/sha256/";
    private final Bucket bucket;

    S3Store(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public long shortestPart() {
        return SHORTEST_PART;
    }

    @Override
    public String begin(Upload upload) throws IOException {
        return bucket.call(s3 -> s3.createMultipartUpload(CreateMultipartUploadArgs.builder()
                        .bucket(bucket.name())
                        .object(key(upload))
                        .build()))
                .result()
                .uploadId();
    }

    @Override
    public Set<Integer> arrived(Upload upload) throws IOException {
        return parts(upload).stream()
                .filter(part -> part.partSize() == upload.length(part.partNumber()))
                .map(Part::partNumber)
                .collect(Collectors.toSet());
    }

    @Override
    public URI partUrl(Upload upload, int number) {
        return bucket.presignedPart(key(upload), upload.handle(), number);
    }

    /** The object is there whole or not at all, so there are no parts to join. */
    @Override
    public void put(Upload upload, InputStream bytes) throws IOException {
        bucket.call(s3 -> s3.putObject(
                PutObjectArgs.builder().bucket(bucket.name()).object(key(upload)).stream(bytes, upload.size(), -1L)
                        .build()));
    }

    @Override
    public void seal(Upload upload) throws IOException {
        if (!completed(upload)) {
            Part[] parts = parts(upload).toArray(Part[]::new);
            bucket.call(s3 -> s3.completeMultipartUpload(CompleteMultipartUploadArgs.builder()
                    .bucket(bucket.name())
                    .object(key(upload))
                    .uploadId(upload.handle())
                    .parts(parts)
                    .build()));
        }
    }

    @Override
    public InputStream staged(Upload upload) throws IOException {
        return open(new Blob(upload.digest(), upload.size(), key(upload)), 0, upload.size());
    }

    @Override
    public String publish(Upload upload) {
        return key(upload);
    }

    @Override
    public void abort(Upload upload) throws IOException {
        if (!upload.handle().isEmpty()) {
            bucket.callIfPresent(s3 -> s3.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                    .bucket(bucket.name())
                    .object(key(upload))
                    .uploadId(upload.handle())
                    .build()));
        }
        remove(key(upload));
    }

    @Override
    public InputStream open(Blob blob, long from, long length) throws IOException {
        if (length == 0) {
            return new ByteArrayInputStream(new byte[0]);
        }
        return bucket.call(s3 -> s3.getObject(GetObjectArgs.builder()
                .bucket(bucket.name())
                .object(blob.location())
                .offset(from)
                .length(length)
                .build()));
    }

    @Override
    public URI downloadUrl(Blob blob, String filename) {
        return bucket.presignedDownload(blob.location(), filename);
    }

    @Override
    public void delete(Blob blob) throws IOException {
        remove(blob.location());
    }

    @Override
    public List<Upload> uploadsBefore(Instant time) throws IOException {
        return bucket
                .call(s3 -> s3.listMultipartUploads(ListMultipartUploadsArgs.builder()
                        .bucket(bucket.name())
                        .prefix(PREFIX)
                        .build()))
                .result()
                .uploads()
                .stream()
                .filter(found -> found.initiated().toInstant().isBefore(time))
                .map(S3Store::upload)
                .toList();
    }

    /** None: an object appears only while its upload has a row, and disappears before the row of its blob does. */
    @Override
    public List<Blob> blobsBefore(Instant time) {
        return List.of();
    }

    /** In the order of their numbers, page by page. */
    private List<Part> parts(Upload upload) throws IOException {
        List<Part> parts = new ArrayList<>();
        ListPartsResult page;
        Integer after = null;
        do {
            page = page(upload, after);
            parts.addAll(page.parts());
            after = page.nextPartNumberMarker();
        } while (page.isTruncated());
        parts.sort(Comparator.comparingInt(Part::partNumber));
        return parts;
    }

    private ListPartsResult page(Upload upload, @Nullable Integer after) throws IOException {
        return bucket.call(s3 -> s3.listParts(ListPartsArgs.builder()
                        .bucket(bucket.name())
                        .object(key(upload))
                        .uploadId(upload.handle())
                        .partNumberMarker(after)
                        .build()))
                .result();
    }

    private boolean completed(Upload upload) throws IOException {
        return bucket.callIfPresent(s3 -> s3.statObject(StatObjectArgs.builder()
                        .bucket(bucket.name())
                        .object(key(upload))
                        .build()))
                .isPresent();
    }

    private void remove(String key) throws IOException {
        bucket.callIfPresent(s3 -> s3.removeObject(
                RemoveObjectArgs.builder().bucket(bucket.name()).object(key).build()));
    }

    private static String key(Upload upload) {
        String hex = upload.digest().hex();
        return "%s%s/%s/%s".formatted(PREFIX, hex.substring(0, 2), hex, upload.id());
    }

    private static Upload upload(ListMultipartUploadsResult.Upload found) {
        String[] key = found.objectName().substring(PREFIX.length()).split("/", -1);
        return new Upload(UUID.fromString(key[2]), new Digest(key[1]), 0, 1, found.uploadId());
    }
}
