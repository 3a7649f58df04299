package io.graft.eval.worker;

import io.graft.core.worker.WorkerName;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an eval-worker may use.
 *
 * @param registry where its jobs come from
 * @param name for people, in lists of jobs; the host and the process unless given
 * @param cache folder for inputs that were fetched, and for journals of what models answered; several workers may share it
 * @param cacheSize what the cache of inputs shrinks to when it has grown beyond
 * @param device {@code auto} for the first GPU if there is one, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads how many compute on the CPU; 0 for one a processor
 * @param blobs the registry's {@code graft.storage.folder} where it is on this machine: inputs are then read in place
 * @param parent the process without which this one is to end; null for none
 * @param token that the registry knows it by, where it asks for one
 */
@ConfigurationProperties("graft.eval")
public record EvalSettings(
        URI registry,
        @DefaultValue("") String name,
        @DefaultValue("eval-cache") Path cache,
        @DefaultValue("20GB") DataSize cacheSize,
        @DefaultValue("auto") String device,
        @DefaultValue("0") int threads,
        @Nullable Path blobs,
        @Nullable Long parent,
        @DefaultValue("") String token) {
    public EvalSettings {
        name = WorkerName.of(name, "eval-worker");
        if (!registry.isAbsolute()) {
            throw new IllegalArgumentException(
                    "graft.eval.registry is \"%s\"; the registry's address was expected, such as http://localhost:8081"
                            .formatted(registry));
        }
    }
}
