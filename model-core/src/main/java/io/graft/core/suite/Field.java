package io.graft.core.suite;

import io.graft.core.GraftException;
import io.graft.core.template.Literal;
import io.graft.core.template.Python;
import io.graft.core.template.PythonText;
import io.graft.core.template.Template;
import io.graft.core.template.TemplateError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a task says about a part of a document: a column's name, a template, or the value itself ({@code doc_to_text} and its
 * like).
 */
final class Field {
    private final SuiteNode node;
    private final Object written;
    private final Template template;

    private Field(SuiteNode node, Object written, Template template) {
        this.node = node;
        this.written = written;
        this.template = template;
    }

    /** Reads a key; a text that is no template is refused at once. */
    static Field of(SuiteNode node) {
        Object written = node.value();
        return new Field(node, written, template(written instanceof String text ? text : "", node));
    }

    private static Template template(String text, SuiteNode node) {
        try {
            return Template.parse(text, node.origin());
        } catch (GraftException e) {
            throw new GraftException(
                    SuiteError.SUITE_TEMPLATE, e.where(), "%s: %s".formatted(node.name(), e.sentence()), e.remedy(), e);
        }
    }

    SuiteNode node() {
        return node;
    }

    /** What the field says of a document; a text that names one of the columns means that column. */
    Object value(Row row, Set<String> columns) {
        if (!(written instanceof String text)) {
            return written;
        }
        return columns.contains(text) ? column(row, text) : render(row);
    }

    private Object column(Row row, String name) {
        Object value = row.columns().get(name);
        if (value == null) {
            throw missing(row, "there is no column \"%s\"".formatted(name), node.where());
        }
        return value;
    }

    /** The same where digits mean the number of a choice, and a list may be written out. */
    Object target(Row row, Set<String> columns, boolean choices) {
        Object value = value(row, columns);
        if (!(value instanceof String text) || isColumn(columns)) {
            return value;
        }
        if (choices && PythonText.isDigits(text)) {
            return number(text);
        }
        boolean list = text.length() >= 2 && text.startsWith("[") && text.endsWith("]");
        return list ? Literal.value(text).orElse(text) : text;
    }

    /** The same where digits mean the number of a choice. */
    Object question(Row row, Set<String> columns, boolean choices) {
        Object value = value(row, columns);
        return value instanceof String text && choices && !isColumn(columns) && PythonText.isDigits(text)
                ? number(text)
                : value;
    }

    private Object number(String digits) {
        return Literal.value(digits)
                .orElseThrow(() -> node.refusal(
                        SuiteError.SUITE_WRONG_VALUE,
                        "gives \"%.40s\", which is no number of a choice".formatted(digits),
                        "Write the number without leading zeros, counted from 0."));
    }

    private boolean isColumn(Set<String> columns) {
        return written instanceof String text && columns.contains(text);
    }

    /** A list of choices: as it is written, the column's, or the one that the template writes out. */
    List<Object> choices(Row row, Set<String> columns) {
        if (written instanceof Map<?, ?> named) {
            return new ArrayList<>(named.values());
        }
        Object value = value(row, columns);
        Object list = value instanceof String text && !isColumn(columns)
                ? Literal.value(text).orElse(text)
                : value;
        if (list instanceof List<?> items && !items.isEmpty()) {
            return new ArrayList<>(items);
        }
        throw failed(
                row,
                "is to give a list of choices, but gives %.80s".formatted(Python.repr(list)),
                "Let it name a column that holds a list, or write one out: {{[option_a, option_b]}}.");
    }

    private String render(Row row) {
        try {
            return template.render(row.columns());
        } catch (GraftException e) {
            if (e.code() == TemplateError.TEMPLATE_UNDEFINED) {
                throw missing(row, e.sentence(), e.where());
            }
            throw new GraftException(
                    SuiteError.SUITE_TEMPLATE,
                    e.where(),
                    "%s fails on the document at %s: %s".formatted(node.name(), row.where(), e.sentence()),
                    e.remedy(),
                    e);
        }
    }

    private GraftException missing(Row row, String what, String where) {
        return SuiteError.SUITE_COLUMN_MISSING.at(
                where,
                "%s fails on the document at %s: %s".formatted(node.name(), row.where(), what),
                "The document's columns are %s."
                        .formatted(String.join(", ", row.columns().keySet())));
    }

    /** An error in what the field gives for a document. */
    GraftException failed(Row row, String what, String remedy) {
        return failed(SuiteError.SUITE_WRONG_VALUE, row, what, remedy);
    }

    GraftException failed(SuiteError code, Row row, String what, String remedy) {
        return node.refusal(code, "%s, for the document at %s".formatted(what, row.where()), remedy);
    }
}
