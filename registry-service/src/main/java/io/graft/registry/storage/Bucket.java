package io.graft.registry.storage;

import io.minio.BucketExistsArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.http.ContentDisposition;

/** One bucket of an S3 server: calls to it, and presigned URLs for clients inside and outside the registry's own network. */
final class Bucket {
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchUpload", "NoSuchObject", "NotFound");
    private final StorageSettings.S3 settings;
    private final Duration urlsLast;
    private final BooleanSupplier outside;
    private final MinioAsyncClient client;
    private final MinioAsyncClient publicClient;
    private volatile boolean exists;

    /** @param outside whether the URL made at this moment is for a client outside the registry's own network */
    Bucket(StorageSettings.S3 settings, Duration urlsLast, BooleanSupplier outside) {
        this.settings = settings;
        this.urlsLast = urlsLast;
        this.outside = outside;
        this.client = client(settings, settings.endpoint());
        this.publicClient = settings.publicEndpoint() == null ? client : client(settings, settings.publicEndpoint());
    }

    /** Something asked of the server. */
    interface Call<T> {
        CompletableFuture<T> on(MinioAsyncClient s3) throws MinioException;
    }

    String name() {
        return settings.bucket();
    }

    <T> T call(Call<T> call) throws IOException {
        ensureExists();
        return await(call);
    }

    /** The same, where what is asked for may not be there. */
    <T> Optional<T> callIfPresent(Call<T> call) throws IOException {
        try {
            return Optional.ofNullable(call(call));
        } catch (S3Failure e) {
            if (e.code.filter(ABSENT::contains).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    URI presignedPart(String key, String upload, int number) {
        return presigned(Http.Method.PUT, key, Map.of("uploadId", upload, "partNumber", Integer.toString(number)));
    }

    URI presignedDownload(String key, String filename) {
        String disposition =
                ContentDisposition.attachment().filename(filename).build().toString();
        return presigned(Http.Method.GET, key, Map.of("response-content-disposition", disposition));
    }

    private URI presigned(Http.Method method, String key, Map<String, String> query) {
        MinioAsyncClient signer = outside.getAsBoolean() ? publicClient : client;
        try {
            return URI.create(signer.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(method)
                    .bucket(name())
                    .object(key)
                    .extraQueryParams(query)
                    .expiry(Math.toIntExact(urlsLast.toSeconds()), TimeUnit.SECONDS)
                    .build()));
        } catch (MinioException e) {
            throw new IllegalStateException("Signing takes no network and cannot fail: indicates a bug", e);
        }
    }

    private void ensureExists() throws IOException {
        if (exists) {
            return;
        }
        if (!await(
                s3 -> s3.bucketExists(BucketExistsArgs.builder().bucket(name()).build()))) {
            await(s3 -> s3.makeBucket(MakeBucketArgs.builder().bucket(name()).build()));
        }
        exists = true;
    }

    private <T> T await(Call<T> call) throws IOException {
        try {
            return call.on(client).join();
        } catch (CompletionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (MinioException e) {
            throw failure(e);
        }
    }

    private static S3Failure failure(Throwable cause) {
        return cause instanceof ErrorResponseException answer
                ? new S3Failure(Optional.ofNullable(answer.errorResponse().code()), answer)
                : new S3Failure(Optional.empty(), cause);
    }

    private static MinioAsyncClient client(StorageSettings.S3 settings, URI endpoint) {
        return MinioAsyncClient.builder()
                .endpoint(endpoint.toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .build();
    }

    /** What the server answered, or why it did not. */
    private static final class S3Failure extends IOException {
        private final Optional<String> code;

        S3Failure(Optional<String> code, Throwable cause) {
            super("S3: " + code.map(text -> text + ", ").orElse("") + cause.getMessage(), cause);
            this.code = code;
        }
    }
}
