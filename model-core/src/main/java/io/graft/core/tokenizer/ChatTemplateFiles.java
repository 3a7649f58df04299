package io.graft.core.tokenizer;

import io.graft.core.checkpoint.ConfigFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where models keep their chat templates: a file of its own, which goes first, or a field of the tokenizer's or a processor's. */
final class ChatTemplateFiles {
    private static final String OWN = "chat_template.jinja";
    private static final String PROCESSOR = "chat_template.json";
    private static final String FIELD = "chat_template";

    private ChatTemplateFiles() {}

    static Optional<String> mostCommon(List<Path> models) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        models.forEach(model -> in(model).ifPresent(template -> counts.merge(template, 1, Integer::sum)));
        int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
        return counts.keySet().stream()
                .filter(template -> counts.getOrDefault(template, 0) == most)
                .findFirst();
    }

    private static Optional<String> in(Path model) {
        if (Files.isRegularFile(model.resolve(OWN))) {
            return Optional.of(new String(TokenizerJson.bytes(model.resolve(OWN)), StandardCharsets.UTF_8));
        }
        return Stream.of(TokenizerFiles.CONFIG, PROCESSOR)
                .map(model::resolve)
                .filter(Files::isRegularFile)
                .flatMap(file -> template(ConfigFile.read(file).path(FIELD)).stream())
                .findFirst();
    }

    /** A text, or the one called default of several. */
    private static Optional<String> template(JsonNode field) {
        if (field.isArray()) {
            return StreamSupport.stream(field.spliterator(), false)
                    .filter(one -> one.path("name").asString("").equals("default"))
                    .flatMap(one -> one.path("template").stringValueOpt().stream())
                    .findFirst();
        }
        return field.stringValueOpt();
    }

    static void put(String jinja, SortedMap<String, byte[]> files) {
        files.put(TokenizerFiles.CONFIG, with(jinja, files, TokenizerFiles.CONFIG));
        files.computeIfPresent(OWN, (_, _) -> jinja.getBytes(StandardCharsets.UTF_8));
        files.computeIfPresent(PROCESSOR, (name, _) -> with(jinja, files, name));
    }

    private static byte[] with(String jinja, SortedMap<String, byte[]> files, String name) {
        byte[] before = files.get(name);
        ObjectNode config = before == null
                ? JsonMapper.shared().createObjectNode()
                : ConfigFile.read(new ByteArrayInputStream(before), name);
        return TokenizerJson.pretty(config.put(FIELD, jinja));
    }
}
