package io.graft.registry.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A run's event, in the form of <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">OpenLineage 2-0-2</a>. */
record RunEvent(
        Type eventType,
        Instant eventTime,
        String producer,
        @JsonProperty("schemaURL") String schema,
        Run run,
        Job job,
        List<Dataset> inputs,
        List<Dataset> outputs) {
    static final String PRODUCER = "urn:graft:registry";
    static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

    private static final String FACETS = "https://openlineage.io/spec/facets/";

    enum Type {
        START,
        COMPLETE,
        FAIL,
        ABORT
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Run(UUID runId, Map<String, Facet> facets) {}

    record Job(String namespace, String name) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Dataset(String namespace, String name, Map<String, Facet> facets) {}

    /** Something more that is said; each kind has fields of its own. */
    sealed interface Facet {}

    record ErrorMessage(
            @JsonProperty("_producer") String producer,
            @JsonProperty("_schemaURL") String schema,
            String message,
            String programmingLanguage)
            implements Facet {
        static ErrorMessage of(String message) {
            return new ErrorMessage(
                    PRODUCER, FACETS + "1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet", message, "Java");
        }
    }

    record DatasetVersion(
            @JsonProperty("_producer") String producer,
            @JsonProperty("_schemaURL") String schema,
            String datasetVersion)
            implements Facet {
        static DatasetVersion of(String version) {
            return new DatasetVersion(
                    PRODUCER,
                    FACETS + "1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet",
                    version);
        }
    }
}
