package io.graft.registry.notify;

import java.util.Optional;
import okhttp3.HttpUrl;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where merges and evaluations are told of as OpenLineage has it.
 *
 * @param url the endpoint, such as {@code http://marquez:5000/api/v1/lineage}; empty for none
 * @param apiKey is sent as a bearer token; empty for none
 * @param namespace of jobs and datasets
 */
@ConfigurationProperties("graft.openlineage")
record OpenLineageSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String apiKey,
        @DefaultValue("graft") String namespace) {
    /** What an endpoint is told besides, if anything. */
    Optional<String> authorization() {
        return Optional.of(apiKey).filter(key -> !key.isEmpty()).map(key -> "Bearer " + key);
    }

    OpenLineageSettings {
        if (!url.isEmpty() && HttpUrl.parse(url) == null) {
            throw new IllegalArgumentException(
                    "graft.openlineage.url is \"%s\"; an http or https URL was expected".formatted(url));
        }
    }
}
