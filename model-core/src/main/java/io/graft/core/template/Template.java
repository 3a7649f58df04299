package io.graft.core.template;

import java.util.List;
import java.util.Map;

/**
 * A template in Jinja2's language, as lm-evaluation-harness uses it: undefined names are errors, and a newline at the end is
 * kept. Understood are output, conditions, loops and assignments, Python's operators and the methods of its texts, lists and
 * mappings, and the common filters and tests; macros, imports and inheritance are refused by name. What a template may cost is
 * limited, so that a hostile one fails.
 */
public final class Template {
    private final List<Statement> statements;
    private final Origin origin;

    private Template(List<Statement> statements, Origin origin) {
        this.statements = statements;
        this.origin = origin;
    }

    /**
     * Reads a template.
     *
     * @throws io.graft.core.GraftException with a {@link TemplateError} and the line at fault
     */
    public static Template parse(String source, Origin origin) {
        return new Template(StatementParser.parse(source, origin), origin);
    }

    /**
     * What the template writes for these names.
     *
     * @param variables values as {@link io.graft.core.template the package} describes them
     * @throws io.graft.core.GraftException with a {@link TemplateError} and the line at fault
     */
    public String render(Map<String, Object> variables) {
        Output output = new Output(origin);
        output.all(statements, Scope.of(variables));
        return output.text();
    }
}
