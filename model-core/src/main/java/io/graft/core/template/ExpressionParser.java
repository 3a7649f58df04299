package io.graft.core.template;

import io.graft.core.template.Operation.Compared.Comparison;
import io.graft.core.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads expressions with the precedences of Jinja2's grammar, from the loosest to the tightest. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Expression NOTHING = new Expression.Constant(
            new Undefined("The inline if has no else, and its condition is false: the value is undefined"));

    private final Tokens tokens;
    private final PrimaryParser primaries;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
    }

    /** One expression, or several with commas between them as a tuple. */
    Expression tuple() {
        return tuple(this::expression);
    }

    /** The same without an inline if at its end, for the head of a loop. */
    Expression tupleWithoutCondition() {
        return tuple(this::or);
    }

    private Expression tuple(Supplier<Expression> part) {
        Expression first = part.get();
        if (!tokens.current().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skip(",") && startsExpression()) {
            items.add(part.get());
        }
        return new Expression.Listed(items, true);
    }

    private boolean startsExpression() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case OUTPUT_END, BLOCK_END, END -> false;
            case OPERATOR -> !token.isOperator(")");
            case NAME -> !token.isName("in");
            default -> true;
        };
    }

    Expression expression() {
        tokens.deeper();
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression condition = or();
            Expression otherwise = tokens.skipName("else") ? expression() : NOTHING;
            value = new Expression.Conditional(condition, value, otherwise);
        }
        tokens.higher();
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = grown(new Operation.Or(left, and()));
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = grown(new Operation.And(left, not()));
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        tokens.deeper();
        Expression operand = not();
        tokens.higher();
        return new Operation.Not(operand);
    }

    private Expression comparison() {
        Expression first = sum();
        List<Comparison> comparisons = new ArrayList<>();
        for (String operator = comparator(); operator != null; operator = comparator()) {
            comparisons.add(new Comparison(operator, sum()));
        }
        return comparisons.isEmpty() ? first : new Operation.Compared(first, comparisons);
    }

    private @Nullable String comparator() {
        Token token = tokens.current();
        if (token.is(Kind.OPERATOR) && COMPARISONS.contains(token.text())) {
            return tokens.next().text();
        }
        if (tokens.skipName("in")) {
            return "in";
        }
        if (token.isName("not") && tokens.following().isName("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        return null;
    }

    private Expression sum() {
        return binary(this::joined, "+", "-");
    }

    private Expression joined() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skip("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.getFirst() : new Operation.Joined(parts);
    }

    private Expression product() {
        return binary(this::power, "*", "/", "//", "%");
    }

    private Expression power() {
        return binary(() -> unary(true), "**");
    }

    private Expression binary(Supplier<Expression> operand, String... operators) {
        Expression left = operand.get();
        int height = 0;
        while (tokens.current().is(Kind.OPERATOR)
                && List.of(operators).contains(tokens.current().text())) {
            requireLow(++height);
            left = new Operation.Binary(tokens.next().text(), left, operand.get());
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        tokens.deeper();
        Expression value = signed();
        Expression whole = withFilters ? primaries.filters(value) : value;
        tokens.higher();
        return whole;
    }

    private Expression signed() {
        if (tokens.skip("-")) {
            return primaries.postfix(new Operation.Negated(unary(false)));
        }
        return tokens.skip("+") ? primaries.postfix(unary(false)) : primaries.postfix(primaries.primary());
    }

    private int grown;

    /** A chain of operators is a tree as deep as it is long. */
    private Expression grown(Expression tree) {
        requireLow(++grown);
        return tree;
    }

    static void requireLow(int height) {
        if (height > 500) {
            throw Problem.tooLarge("An expression has more than 500 operators in a row");
        }
    }
}
