package io.graft.core.score;

import io.graft.core.template.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON with Python's NaN and Infinity, as result files have it. */
final class ResultJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter INDENTED = MAPPER.writer()
            .with(new DefaultPrettyPrinter(
                            DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT));

    private ResultJson() {}

    static String indented(Object tree) {
        return INDENTED.writeValueAsString(plain(tree));
    }

    static String line(Object tree) {
        return MAPPER.writeValueAsString(plain(tree));
    }

    /** With null for None. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case None _ -> null;
            case Map<?, ?> map -> plain(map);
            case List<?> list -> plain(list);
            default -> value;
        };
    }

    private static List<@Nullable Object> plain(List<?> list) {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(value -> plain.add(plain(value)));
        return plain;
    }

    private static Map<String, @Nullable Object> plain(Map<?, ?> map) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(key), plain(value)));
        return plain;
    }
}
