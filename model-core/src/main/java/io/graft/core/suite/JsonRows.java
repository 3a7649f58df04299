package io.graft.core.suite;

import io.graft.core.GraftException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads JSON lines, or a JSON file that is a list of documents or holds one in a field. */
final class JsonRows {
    private final String file;
    private final List<Row> rows = new ArrayList<>();

    private JsonRows(String file) {
        this.file = file;
    }

    /**
     * The documents of a file.
     *
     * @param field under which the list stands; empty if it is the whole file
     */
    static List<Row> read(String file, byte[] bytes, String field) {
        JsonRows json = new JsonRows(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!field.isEmpty()) {
            json.field(text, field);
        } else if (text.stripLeading().startsWith("[")) {
            json.array(text);
        } else {
            json.lines(text);
        }
        return json.rows;
    }

    private void lines(String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                rows.add(row(parsed(line, number), number));
            }
        }
    }

    private Object parsed(String line, int number) {
        try {
            return JsonValues.parse(line);
        } catch (JacksonException | IllegalArgumentException e) {
            throw malformed(number, JsonValues.problem(e));
        }
    }

    private void array(String text) {
        try (JsonParser parser = JsonValues.open(text)) {
            parser.nextToken();
            items(parser);
        } catch (JacksonException e) {
            throw malformed(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), JsonValues.problem(e));
        } catch (IllegalArgumentException e) {
            throw malformed(1, JsonValues.problem(e));
        }
    }

    private void items(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = parser.currentTokenLocation().getLineNr();
            rows.add(row(JsonValues.value(parser), line));
        }
    }

    private void field(String text, String field) {
        try (JsonParser parser = JsonValues.open(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(field);
                JsonToken value = parser.nextToken();
                if (wanted && value == JsonToken.START_ARRAY) {
                    items(parser);
                    return;
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            throw malformed(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), JsonValues.problem(e));
        }
        throw malformed(1, "there is no list \"%s\"".formatted(field));
    }

    private Row row(Object value, int line) {
        if (!(value instanceof Map<?, ?> map)) {
            throw malformed(line, "a document is an object in braces");
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        map.forEach((key, entry) -> columns.put(String.valueOf(key), java.util.Objects.requireNonNull(entry)));
        return new Row(columns, file, line);
    }

    private GraftException malformed(int line, String problem) {
        return SuiteError.SUITE_DATA_MALFORMED.at(
                "%s:%d".formatted(file, line),
                "Line %d of %s is no document: %s".formatted(line, file, problem),
                "Write one JSON object a line, or one list of objects.");
    }
}
