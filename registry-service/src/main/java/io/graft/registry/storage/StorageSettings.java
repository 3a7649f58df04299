package io.graft.registry.storage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where bytes live.
 *
 * @param folder of the folder store
 * @param partSize length of the parts of an upload; the store's rules may make it longer
 * @param urlsLast how long a signed URL can be used
 * @param s3 the S3 store; needed if {@code kind} says so
 */
@ConfigurationProperties("graft.storage")
record StorageSettings(
        @DefaultValue("folder") Kind kind,
        @DefaultValue("data/blobs") Path folder,
        @DefaultValue("64MB") DataSize partSize,
        @DefaultValue("6h") Duration urlsLast,
        @Nullable S3 s3) {
    S3 requireS3() {
        return Objects.requireNonNull(s3, "graft.storage.kind is s3, so graft.storage.s3.endpoint has to be set");
    }

    enum Kind {
        FOLDER,
        S3
    }

    /**
     * @param endpoint as the registry reaches it
     * @param publicEndpoint as clients reach it; the same if not given
     */
    record S3(
            URI endpoint,
            @Nullable URI publicEndpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("graft") String bucket,
            String accessKey,
            String secretKey) {}
}
