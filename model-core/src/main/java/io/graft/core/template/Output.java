package io.graft.core.template;

import java.util.List;
import java.util.function.Supplier;

/** The text that a template has written so far, and the line it stands at when something goes wrong. */
final class Output {
    private final Origin origin;
    private final StringBuilder text = new StringBuilder();

    Output(Origin origin) {
        this.origin = origin;
    }

    Output fresh() {
        return new Output(origin);
    }

    String text() {
        return text.toString();
    }

    void append(String more, Scope scope) {
        scope.budget().step();
        scope.budget().make(more.length());
        text.append(more);
    }

    void all(List<Statement> statements, Scope scope) {
        statements.forEach(statement -> statement.write(this, scope));
    }

    void at(int line, Runnable action) {
        value(line, () -> {
            action.run();
            return true;
        });
    }

    <T> T value(int line, Supplier<T> action) {
        try {
            return action.get();
        } catch (Problem e) {
            throw origin.error(e.code(), line, e.sentence(), e);
        } catch (StackOverflowError e) {
            throw origin.error(TemplateError.TEMPLATE_TOO_LARGE, line, "The template recurses too deeply", e);
        }
    }
}
