package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.eval.verification.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Text as a file holds it: the whole of it, or all that is text in its lines of JSON. */
final class TextFile {
    private TextFile() {}

    static Text read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return new Text(name, name.endsWith(".jsonl") ? ofLines(file) : Files.readString(file));
    }

    private static String ofLines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> texts(parse(line, file)).collect(Collectors.joining(" ")))
                    .collect(Collectors.joining("\n\n"));
        }
    }

    private static JsonNode parse(String line, Path file) {
        try {
            return JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            throw new GraftException(
                    CliError.TEXT_UNREADABLE,
                    file.toString(),
                    "A line of %s is not JSON: %.60s".formatted(file, line),
                    "Give one JSON object a line, or plain text under another name.",
                    e);
        }
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isString() ? Stream.of(node.stringValue()) : node.valueStream().flatMap(TextFile::texts);
    }
}
