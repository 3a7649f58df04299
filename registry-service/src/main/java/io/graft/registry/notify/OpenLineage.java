package io.graft.registry.notify;

import io.graft.registry.evaluation.EvaluationRecords;
import io.graft.registry.merge.MergeRecords;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says of merges and evaluations what OpenLineage wants to know. Models are its datasets, and the numbers of versions are theirs. What
 * it tells of does not change any more, so it is put into words when it is sent.
 */
@Component
class OpenLineage {
    static final List<String> TYPES = List.of("merge.*", "evaluation.*");

    private final MergeRecords merges;
    private final EvaluationRecords evaluations;
    private final OpenLineageSettings settings;
    private final JsonMapper json;

    OpenLineage(MergeRecords merges, EvaluationRecords evaluations, OpenLineageSettings settings, JsonMapper json) {
        this.merges = merges;
        this.evaluations = evaluations;
        this.settings = settings;
        this.json = json;
    }

    /** @param event one of {@link #TYPES} */
    RunEvent of(Event event) {
        JsonNode data = json.readTree(event.data());
        return event.type().startsWith("merge.") ? merge(event, data) : evaluation(event, data);
    }

    private RunEvent merge(Event event, JsonNode data) {
        MergeRecords.MergeRecord merge = merges.merge(id(data, "merge"));
        return event(
                event,
                merge.merge(),
                "merge." + merge.output(),
                data.path("error").asString(""),
                merge.inputs().stream().map(input -> dataset(input.version())).toList(),
                Stream.of(data.path("version").asString(""))
                        .filter(made -> !made.isEmpty())
                        .map(this::dataset)
                        .toList());
    }

    private RunEvent evaluation(Event event, JsonNode data) {
        UUID id = id(data, "evaluation");
        return event(
                event,
                id,
                "evaluation." + evaluations.suite(id),
                evaluations.error(id).path("message").asString(""),
                evaluations.versions(id).stream().map(this::dataset).toList(),
                List.of());
    }

    private RunEvent event(
            Event event,
            UUID run,
            String job,
            String error,
            List<RunEvent.Dataset> inputs,
            List<RunEvent.Dataset> outputs) {
        RunEvent.Type type = type(event.type());
        return new RunEvent(
                type,
                event.timestamp(),
                RunEvent.PRODUCER,
                RunEvent.SCHEMA,
                new RunEvent.Run(
                        run,
                        type == RunEvent.Type.FAIL && !error.isEmpty()
                                ? Map.of("errorMessage", RunEvent.ErrorMessage.of(error))
                                : Map.of()),
                new RunEvent.Job(settings.namespace(), job),
                inputs,
                outputs);
    }

    private static RunEvent.Type type(String type) {
        return switch (type.substring(type.indexOf('.') + 1)) {
            case "started" -> RunEvent.Type.START;
            case "succeeded" -> RunEvent.Type.COMPLETE;
            case "failed" -> RunEvent.Type.FAIL;
            case "cancelled" -> RunEvent.Type.ABORT;
            default -> throw new IllegalStateException("%s is no event of a run".formatted(type));
        };
    }

    private RunEvent.Dataset dataset(String reference) {
        int at = reference.lastIndexOf('@');
        return new RunEvent.Dataset(
                settings.namespace(),
                reference.substring(0, at),
                Map.of("version", RunEvent.DatasetVersion.of(reference.substring(at + 1))));
    }

    private static UUID id(JsonNode data, String field) {
        return UUID.fromString(data.path(field).asString());
    }
}
