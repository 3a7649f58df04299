package io.graft.core.template;

import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/**
 * Where a template was written.
 *
 * @param file its name
 * @param line of the template's first line in that file, from 1
 */
public record Origin(String file, int line) {
    /** An error in the template's line {@code within}, from 1. */
    GraftException error(TemplateError code, int within, String sentence, @Nullable Throwable cause) {
        int at = line + within - 1;
        return new GraftException(
                code,
                "%s:%d".formatted(file, at),
                "%s, at line %d of %s".formatted(sentence, at, file),
                remedy(code),
                cause);
    }

    private static String remedy(TemplateError code) {
        return switch (code) {
            case TEMPLATE_SYNTAX -> "Correct the template at this line.";
            case TEMPLATE_UNSUPPORTED ->
                "Write it in another way, or export the task's requests with lm-evaluation-harness and freeze them.";
            case TEMPLATE_UNDEFINED ->
                "Use a name that the documents have as a column, or test it with \"is defined\".";
            case TEMPLATE_WRONG_VALUE -> "Change the template, or the document that it fails on.";
            case TEMPLATE_TOO_LARGE -> "Let the template do less.";
        };
    }
}
