package io.graft.core.suite;

import java.util.Map;

/**
 * A document as a data file has it.
 *
 * @param columns by name, in order
 * @param file its path
 * @param line where it begins, from 1
 */
record Row(Map<String, Object> columns, String file, int line) {
    String where() {
        return "%s:%d".formatted(file, line);
    }
}
