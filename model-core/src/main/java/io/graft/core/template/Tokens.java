package io.graft.core.template;

import io.graft.core.template.Token.Kind;
import java.util.List;

/** Where a parser stands in a template. */
final class Tokens {
    private static final int DEEPEST = 60;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    Token next() {
        Token token = current();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean skip(String operator) {
        boolean found = current().isOperator(operator);
        if (found) {
            next();
        }
        return found;
    }

    boolean skipName(String name) {
        boolean found = current().isName(name);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String operator) {
        if (!skip(operator)) {
            throw expected("\"%s\"".formatted(operator));
        }
    }

    Token expect(Kind kind, String what) {
        if (!current().is(kind)) {
            throw expected(what);
        }
        return next();
    }

    Problem expected(String what) {
        return Problem.wrong("%s is expected, not %s", what, current().shown());
    }

    /** Keeps a hostile template from nesting until the stack is full. */
    void deeper() {
        if (++depth > DEEPEST) {
            throw Problem.tooLarge("The template is nested more than %d levels deep".formatted(DEEPEST));
        }
    }

    void higher() {
        depth--;
    }
}
