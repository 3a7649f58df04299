package io.graft.core.template;

import io.graft.core.template.Access.Given;
import io.graft.core.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads names, literals, and what follows them: members, slices, calls, filters and tests. */
final class PrimaryParser {
    private static final Expression NONE = new Expression.Constant(None.NONE);

    private final Tokens tokens;
    private final ExpressionParser expressions;

    PrimaryParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> named(token.text());
            case TEXT -> new Expression.Constant(texts(token.text()));
            case WHOLE_NUMBER -> new Expression.Constant(Numerals.whole(token.text()));
            case NUMBER ->
                new Expression.Constant(Double.parseDouble(token.text().replace("_", "")));
            case OPERATOR -> bracketed(token);
            default -> throw Problem.wrong("A value is expected, not %s", token.shown());
        };
    }

    private static Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Constant(true);
            case "false", "False" -> new Expression.Constant(false);
            case "none", "None" -> NONE;
            default -> new Expression.Name(name);
        };
    }

    private String texts(String first) {
        StringBuilder text = new StringBuilder(first);
        while (tokens.current().is(Kind.TEXT)) {
            text.append(tokens.next().text());
        }
        return text.toString();
    }

    private Expression bracketed(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesised();
            case "[" -> new Expression.Listed(list("]"), false);
            case "{" -> mapping();
            default -> throw Problem.wrong("A value is expected, not %s", token.shown());
        };
    }

    private Expression parenthesised() {
        if (tokens.skip(")")) {
            return new Expression.Listed(List.of(), true);
        }
        Expression inside = expressions.tuple();
        tokens.expect(")");
        return inside;
    }

    private List<Expression> list(String end) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skip(end)) {
            if (!items.isEmpty()) {
                tokens.expect(",");
            }
            if (!tokens.current().isOperator(end)) {
                items.add(expressions.expression());
            }
        }
        return items;
    }

    private Expression mapping() {
        List<Expression.Mapped.Entry> entries = new ArrayList<>();
        while (!tokens.skip("}")) {
            if (!entries.isEmpty()) {
                tokens.expect(",");
            }
            if (!tokens.current().isOperator("}")) {
                Expression key = expressions.expression();
                tokens.expect(":");
                entries.add(new Expression.Mapped.Entry(key, expressions.expression()));
            }
        }
        return new Expression.Mapped(entries);
    }

    /** Members, slices and calls behind a value. */
    Expression postfix(Expression start) {
        Expression value = start;
        for (int height = 1; ; height++) {
            ExpressionParser.requireLow(height);
            if (tokens.skip(".")) {
                value = member(value);
            } else if (tokens.skip("[")) {
                value = subscript(value);
            } else if (tokens.skip("(")) {
                value = new Access.Called(value, given());
            } else {
                return value;
            }
        }
    }

    private Expression member(Expression owner) {
        Token name = tokens.next();
        return switch (name.kind()) {
            case NAME -> new Access.Attribute(owner, name.text());
            case WHOLE_NUMBER -> new Access.Indexed(owner, new Expression.Constant(Numerals.whole(name.text())));
            default -> throw Problem.wrong("A name is expected after the dot, not %s", name.shown());
        };
    }

    private Expression subscript(Expression owner) {
        Expression start = tokens.current().isOperator(":") ? NONE : expressions.expression();
        if (tokens.skip("]")) {
            return new Access.Indexed(owner, start);
        }
        tokens.expect(":");
        Expression stop = bound();
        Expression step = tokens.skip(":") ? bound() : NONE;
        tokens.expect("]");
        return new Access.Sliced(owner, start, stop, step);
    }

    private Expression bound() {
        return tokens.current().isOperator(":") || tokens.current().isOperator("]") ? NONE : expressions.expression();
    }

    private Given given() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.skip(")")) {
            if (!positional.isEmpty() || !named.isEmpty()) {
                tokens.expect(",");
            }
            if (tokens.current().is(Kind.NAME) && tokens.following().isOperator("=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expressions.expression());
            } else if (!tokens.current().isOperator(")")) {
                positional.add(expressions.expression());
            }
        }
        return new Given(positional, named);
    }

    /** Filters and tests behind a value. */
    Expression filters(Expression start) {
        Expression value = start;
        for (int height = 1; ; height++) {
            ExpressionParser.requireLow(height);
            if (tokens.skip("|")) {
                value = filter(value);
            } else if (tokens.skipName("is")) {
                value = test(value);
            } else if (tokens.skip("(")) {
                value = new Access.Called(value, given());
            } else {
                return value;
            }
        }
    }

    private Expression filter(Expression value) {
        String name = tokens.expect(Kind.NAME, "The name of a filter").text();
        return new Access.Filtered(value, Filters.named(name), tokens.skip("(") ? given() : Given.NOTHING);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.skipName("not");
        String name = tokens.expect(Kind.NAME, "The name of a test").text();
        Expression tested = new Access.Tested(value, Tests.named(name), testArguments());
        return negated ? new Operation.Not(tested) : tested;
    }

    private Given testArguments() {
        if (tokens.skip("(")) {
            return given();
        }
        Token token = tokens.current();
        boolean argument =
                switch (token.kind()) {
                    case NAME ->
                        !Set.of("else", "or", "and", "is", "if", "in", "not").contains(token.text());
                    case TEXT, WHOLE_NUMBER, NUMBER -> true;
                    case OPERATOR -> token.isOperator("[") || token.isOperator("{");
                    default -> false;
                };
        return argument ? new Given(List.of(postfix(primary())), Map.of()) : Given.NOTHING;
    }
}
