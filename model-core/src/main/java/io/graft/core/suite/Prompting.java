package io.graft.core.suite;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a document becomes a question and its answer.
 *
 * @param text {@code doc_to_text}
 * @param target {@code doc_to_target}
 * @param choice {@code doc_to_choice}
 * @param prefix {@code gen_prefix}: how every answer begins
 * @param targetDelimiter between question and answer
 * @param shotDelimiter behind a solved example
 */
record Prompting(
        Field text,
        Field target,
        Optional<Field> choice,
        Optional<Field> prefix,
        String targetDelimiter,
        String shotDelimiter) {
    List<String> choices(Row row, Set<String> columns) {
        return choice.map(field -> field.choices(row, columns).stream()
                        .map(value -> text(value, field, row))
                        .toList())
                .orElse(List.of());
    }

    private static String text(Object choice, Field field, Row row) {
        if (choice instanceof String text) {
            return text;
        }
        throw field.failed(
                row, "gives a choice that is no text: %.60s".formatted(choice), "Make texts of the choices.");
    }
}
