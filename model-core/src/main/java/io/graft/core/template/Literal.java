package io.graft.core.template;

import io.graft.core.template.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Python's {@code ast.literal_eval}: the value that a text writes out. */
public final class Literal {
    private static final Set<String> NAMES = Set.of("True", "False", "None");
    private static final Set<String> OPERATORS = Set.of("[", "]", "(", ")", "{", "}", ",", ":", "-", "+");
    private static final Set<String> OPENING = Set.of("[", "(", "-", "+");
    private static final Set<String> CLOSING = Set.of("]", ")", "}");
    private static final int LONGEST = 1_000_000;

    private Literal() {}

    /** The value; empty if the text is no literal. */
    public static Optional<Object> value(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            List<Token> tokens = Lexer.expression(text);
            return isLiteral(tokens) ? Optional.of(value(tokens)) : Optional.empty();
        } catch (Problem _) {
            return Optional.empty();
        }
    }

    private static Object value(List<Token> tokens) {
        Tokens all = new Tokens(tokens);
        Object value = new ExpressionParser(all).tuple().value(Scope.of(java.util.Map.of()));
        all.expect(Kind.END, "The end");
        return value;
    }

    private static boolean isLiteral(List<Token> tokens) {
        boolean afterValue = false;
        for (Token token : tokens) {
            boolean operates = afterValue && OPENING.contains(token.text()) && token.is(Kind.OPERATOR);
            if (operates || !isLiteral(token)) {
                return false;
            }
            afterValue = !token.is(Kind.OPERATOR) || CLOSING.contains(token.text());
        }
        return true;
    }

    private static boolean isLiteral(Token token) {
        return switch (token.kind()) {
            case NAME -> NAMES.contains(token.text());
            case OPERATOR -> OPERATORS.contains(token.text());
            case WHOLE_NUMBER -> !token.text().matches("0[0-9_]*[1-9].*");
            default -> true;
        };
    }
}
