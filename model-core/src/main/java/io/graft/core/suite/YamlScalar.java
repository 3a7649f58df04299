package io.graft.core.suite;

import java.util.Locale;
import org.yaml.snakeyaml.nodes.Tag;

/** The values that YAML writes without quotes. */
final class YamlScalar {
    private YamlScalar() {}

    /** A number or a flag as such; anything else, dates too, as the text it is. */
    static Object value(Tag tag, String text) {
        if (Tag.BOOL.equals(tag)) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> true;
                default -> false;
            };
        }
        if (Tag.INT.equals(tag)) {
            return whole(text.replace("_", ""));
        }
        return Tag.FLOAT.equals(tag) ? decimal(text.replace("_", "")) : text;
    }

    private static Object whole(String text) {
        try {
            return Long.decode(text.startsWith("0b") ? Long.toString(Long.parseLong(text.substring(2), 2)) : text);
        } catch (NumberFormatException _) {
            return text;
        }
    }

    private static Object decimal(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> number(text);
        };
    }

    private static Object number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException _) {
            return text;
        }
    }
}
