package io.graft.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python's {@code json.dumps}. */
public final class Json {
    private final StringBuilder text = new StringBuilder();
    private final boolean ascii;
    private final int indent;

    private Json(boolean ascii, int indent) {
        this.ascii = ascii;
        this.indent = indent;
    }

    /** {@code json.dumps(value, indent=indent, ensure_ascii=False)}; an indent of 0 puts everything on one line. */
    public static String of(Object value, int indent) {
        Json json = new Json(false, indent);
        json.write(value, 0);
        return json.text.toString();
    }

    /** The filter {@code tojson}: sorted keys, and nothing that HTML would take for its own. */
    static String html(Object value, long indent) {
        Json json = new Json(true, Math.clamp(indent, 0, 16));
        json.write(sorted(value), 0);
        return json.text
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027");
    }

    private static Object sorted(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new java.util.TreeMap<>();
                map.forEach((key, entry) -> sorted.put(Python.str(key), sorted(entry)));
                yield sorted;
            }
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(sorted(item)));
                yield items;
            }
            default -> value;
        };
    }

    private void write(Object value, int depth) {
        switch (Undefined.require(value)) {
            case String string -> quote(string);
            case Boolean flag -> text.append(flag);
            case Long number -> text.append(number);
            case Double number -> text.append(special(number));
            case None _ -> text.append("null");
            case List<?> list -> {
                text.append('[');
                String separator = "";
                for (Object item : list) {
                    text.append(separator);
                    newLine(depth + 1);
                    write(item, depth + 1);
                    separator = indent > 0 ? "," : ", ";
                }
                close(']', list.isEmpty(), depth);
            }
            case Map<?, ?> map -> {
                text.append('{');
                String separator = "";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    text.append(separator);
                    newLine(depth + 1);
                    quote(key(entry.getKey()));
                    text.append(": ");
                    write(entry.getValue(), depth + 1);
                    separator = indent > 0 ? "," : ", ";
                }
                close('}', map.isEmpty(), depth);
            }
            default -> throw Problem.wrong("A %s is nothing that JSON can say", Python.type(value));
        }
    }

    private static String key(Object key) {
        return key instanceof Boolean || key == None.NONE ? of(key, 0) : Python.str(key);
    }

    private static String special(double number) {
        return Double.isNaN(number)
                ? "NaN"
                : Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Python.repr(number);
    }

    private void newLine(int depth) {
        if (indent > 0) {
            text.append('\n').repeat(' ', indent * depth);
        }
    }

    private void close(char bracket, boolean empty, int depth) {
        if (!empty) {
            newLine(depth);
        }
        text.append(bracket);
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            character(string.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> {
                if (c < 0x20 || (ascii && c > 0x7e)) {
                    text.append("\\u%04x".formatted((int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
