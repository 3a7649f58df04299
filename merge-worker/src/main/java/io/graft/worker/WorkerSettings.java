package io.graft.worker;

import io.graft.core.worker.WorkerName;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a worker may use.
 *
 * @param registry where its jobs come from
 * @param name for people, in lists of jobs; the host and the process unless given
 * @param cache folder for inputs that were fetched; several workers may share it
 * @param cacheSize what the cache shrinks to when it has grown beyond
 * @param threads how many of them merge; 0 for one a processor
 * @param memory what a merge may use for its buffers
 * @param gpu whether it takes jobs that need an accelerator
 * @param blobs the registry's {@code graft.storage.folder} where it is on this machine: inputs are then read in place and outputs
 *     handed over without a copy
 * @param token that the registry knows it by, where it asks for one
 */
@ConfigurationProperties("graft.worker")
public record WorkerSettings(
        URI registry,
        @DefaultValue("") String name,
        @DefaultValue("worker-cache") Path cache,
        @DefaultValue("20GB") DataSize cacheSize,
        @DefaultValue("0") int threads,
        @DefaultValue("512MB") DataSize memory,
        @DefaultValue("false") boolean gpu,
        @Nullable Path blobs,
        @DefaultValue("") String token) {
    public WorkerSettings {
        name = WorkerName.of(name, "worker");
        threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        if (!registry.isAbsolute()) {
            throw new IllegalArgumentException(
                    "graft.worker.registry is \"%s\"; the registry's address was expected, such as http://localhost:8081"
                            .formatted(registry));
        }
    }
}
