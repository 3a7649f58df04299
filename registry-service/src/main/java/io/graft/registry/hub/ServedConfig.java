package io.graft.registry.hub;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code adapter_config.json} of a LoRA with the name by which its base is served. All else stays as it was written, to the
 * letter: nothing that a JSON library may do differently tomorrow changes it.
 */
record ServedConfig(String text) {
    private static final String BASE = "base_model_name_or_path";

    /** Empty where it is not that of a LoRA, as engines go by it. */
    static Optional<ServedConfig> of(String written, String base, JsonMapper json) {
        try {
            JsonNode config = json.readTree(written);
            return config.path("peft_type").asString("").equals("LORA")
                    ? Optional.of(new ServedConfig(named(written, json.writeValueAsString(base), json)))
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static String named(String written, String value, JsonMapper json) {
        try (JsonParser parser = json.createParser(written)) {
            parser.nextToken();
            int start = offset(parser);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(BASE);
                parser.nextToken();
                int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                parser.skipChildren();
                parser.finishToken();
                if (wanted) {
                    return written.substring(0, from) + value + written.substring(offset(parser));
                }
            }
            return "%s\"%s\": %s, %s".formatted(written.substring(0, start), BASE, value, written.substring(start));
        }
    }

    private static int offset(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getCharOffset());
    }
}
