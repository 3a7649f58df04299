package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.core.GraftException;
import io.graft.registry.evaluation.Measurements;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads gates. Whatever it gives back can be judged by; errors name the line. */
@Component
class GateParser {
    private static final Map<String, Class<?>> KINDS = Arrays.stream(Condition.class.getPermittedSubclasses())
            .collect(Collectors.toMap(
                    type -> Objects.requireNonNull(type.getAnnotation(JsonTypeName.class))
                            .value(),
                    type -> type,
                    (one, _) -> one,
                    TreeMap::new));

    private final Measurements measurements;
    private final JsonMapper json;

    GateParser(Measurements measurements, JsonMapper json) {
        this.measurements = measurements;
        this.json = json;
    }

    NewGate parse(String source) {
        GateText text = GateText.read(source);
        requireKeys(text, "", text.json(), keys(NewGate.class));
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode condition : text.json().path("conditions")) {
            conditions.add(condition(text, "conditions[%d]".formatted(conditions.size()), condition));
        }
        NewGate gate = located(text, "", () -> json.treeToValue(text.json(), NewGate.class));
        return new NewGate(gate.name(), gate.description(), conditions);
    }

    private Condition condition(GateText text, String path, JsonNode node) {
        requireKeys(text, path, node, KINDS.keySet());
        if (node.size() != 1) {
            throw text.refused(
                    GateError.GATE_MALFORMED,
                    path,
                    "%s is %d conditions".formatted(path, node.size()),
                    "Write each condition as an item of its own.");
        }
        String kind = node.propertyNames().iterator().next();
        String inside = path + "." + kind;
        requireKeys(text, inside, node.path(kind), keys(Objects.requireNonNull(KINDS.get(kind))));
        return located(
                text, inside, () -> json.treeToValue(node, Condition.class).pinned(measurements));
    }

    private static void requireKeys(GateText text, String path, JsonNode node, Collection<String> known) {
        if (!node.isObject()) {
            throw text.refused(
                    GateError.GATE_MALFORMED,
                    path,
                    "%s is no mapping".formatted(path.isEmpty() ? "The gate" : path),
                    "Known keys: %s.".formatted(String.join(", ", known)));
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                String place = path.isEmpty() ? key : path + "." + key;
                throw text.refused(
                        GateError.GATE_UNKNOWN_KEY,
                        place,
                        "\"%s\" is not a key here".formatted(key),
                        Known.remedy(key, known));
            }
        }
    }

    private static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** What is wrong inside of a record is told with the line of the field that is at fault. */
    private static <T> T located(GateText text, String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GraftException e) {
            throw located(text, below(path, e.where()), e);
        } catch (JacksonException e) {
            String field = field(e);
            GraftException own = own(e);
            if (own != null) {
                throw located(text, below(path, field.isEmpty() ? own.where() : field), own);
            }
            throw text.refused(
                    GateError.GATE_MALFORMED,
                    below(path, field),
                    "%s is missing or of the wrong type".formatted(below(path, field)),
                    "See docs/gates.md for what each condition takes.");
        }
    }

    private static GraftException located(GateText text, String place, GraftException e) {
        GraftException at = text.refused(GateError.GATE_CONDITION_INVALID, place, e.sentence(), e.remedy());
        return new GraftException(e.code(), at.where(), at.sentence(), at.remedy(), e);
    }

    private static String field(JacksonException e) {
        String path = "";
        for (JacksonException.Reference step : e.getPath()) {
            path = step.getPropertyName() == null
                    ? "%s[%d]".formatted(path, step.getIndex())
                    : below(path, step.getPropertyName());
        }
        return path;
    }

    private static @Nullable GraftException own(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof GraftException own) {
                return own;
            }
        }
        return null;
    }

    private static String below(String path, String field) {
        return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
    }
}
