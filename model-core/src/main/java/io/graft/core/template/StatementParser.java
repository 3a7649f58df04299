package io.graft.core.template;

import io.graft.core.GraftException;
import io.graft.core.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a whole template. */
final class StatementParser {
    private final Origin origin;
    private final Tokens tokens;
    private final ExpressionParser expressions;

    private StatementParser(List<Token> tokens, Origin origin) {
        this.origin = origin;
        this.tokens = new Tokens(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    static List<Statement> parse(String source, Origin origin) {
        StatementParser parser = new StatementParser(Lexer.tokens(source, origin), origin);
        try {
            return parser.template();
        } catch (Problem e) {
            throw parser.syntax(e);
        }
    }

    private GraftException syntax(Problem problem) {
        TemplateError code =
                problem.code() == TemplateError.TEMPLATE_WRONG_VALUE ? TemplateError.TEMPLATE_SYNTAX : problem.code();
        return origin.error(code, tokens.line(), problem.sentence(), problem);
    }

    private List<Statement> template() {
        List<Statement> statements = until(Set.of());
        if (!tokens.current().is(Kind.END)) {
            throw tokens.expected("The end of the template");
        }
        return statements;
    }

    /** Statements up to a block of one of these names, at whose name the parser then stands; or up to the end. */
    private List<Statement> until(Set<String> ends) {
        tokens.deeper();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.current().is(Kind.END)) {
            Token token = tokens.next();
            if (token.is(Kind.BLOCK_BEGIN) && ends.contains(tokens.current().text())) {
                tokens.higher();
                return statements;
            }
            statements.add(statement(token));
        }
        if (!ends.isEmpty()) {
            throw Problem.wrong(
                    "The template ends where one of %s is expected",
                    ends.stream().sorted().toList());
        }
        tokens.higher();
        return statements;
    }

    private Statement statement(Token token) {
        return switch (token.kind()) {
            case DATA -> new Statement.Data(token.text());
            case OUTPUT_BEGIN -> output(token.line());
            default -> block();
        };
    }

    private Statement output(int line) {
        Expression expression = expressions.tuple();
        tokens.expect(Kind.OUTPUT_END, "\"}}\"");
        return new Statement.Written(expression, line);
    }

    private Statement block() {
        Token name = tokens.expect(Kind.NAME, "The name of a block");
        return switch (name.text()) {
            case "if" -> choice(name.line());
            case "for" -> loop(name.line());
            case "set" -> assignment(name.line());
            case "macro", "call", "filter", "include", "import", "from", "extends", "block", "with", "autoescape" ->
                throw Problem.unsupported("{%% %s %%} is not part of what task templates may use", name.text());
            default -> throw Problem.wrong("\"%s\" is no block that can begin here", name.text());
        };
    }

    private Statement choice(int line) {
        List<Statement.Choice.Branch> branches = new ArrayList<>();
        branches.add(branch(line));
        while (tokens.current().isName("elif")) {
            branches.add(branch(tokens.next().line()));
        }
        return new Statement.Choice(branches, otherwise("endif"));
    }

    private Statement.Choice.Branch branch(int line) {
        Expression condition = expressions.tuple();
        endBlock();
        return new Statement.Choice.Branch(condition, until(Set.of("elif", "else", "endif")), line);
    }

    private List<Statement> otherwise(String end) {
        List<Statement> otherwise = List.of();
        if (tokens.skipName("else")) {
            endBlock();
            otherwise = until(Set.of(end));
        }
        if (!tokens.skipName(end)) {
            throw tokens.expected(end);
        }
        endBlock();
        return otherwise;
    }

    private Statement loop(int line) {
        List<String> names = names();
        if (!tokens.skipName("in")) {
            throw tokens.expected("\"in\"");
        }
        Expression items = expressions.tupleWithoutCondition();
        Expression condition = tokens.skipName("if") ? expressions.expression() : null;
        endBlock();
        List<Statement> body = until(Set.of("else", "endfor"));
        return new Statement.Loop(names, items, condition, body, otherwise("endfor"), line);
    }

    private Statement assignment(int line) {
        List<String> names = names();
        if (names.size() == 1 && tokens.skip(".")) {
            String member = tokens.expect(Kind.NAME, "A name").text();
            tokens.expect("=");
            return new Statement.MemberAssignment(names.getFirst(), member, assigned(), line);
        }
        if (tokens.skip("=")) {
            return new Statement.Assignment(names, assigned(), line);
        }
        return captured(names.getFirst());
    }

    private Expression assigned() {
        Expression value = expressions.tuple();
        endBlock();
        return value;
    }

    private Statement captured(String name) {
        endBlock();
        List<Statement> body = until(Set.of("endset"));
        tokens.next();
        endBlock();
        return new Statement.Captured(name, body);
    }

    private List<String> names() {
        boolean parenthesised = tokens.skip("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.expect(Kind.NAME, "A name").text());
        } while (tokens.skip(","));
        if (parenthesised) {
            tokens.expect(")");
        }
        return names;
    }

    private void endBlock() {
        tokens.expect(Kind.BLOCK_END, "\"%}\"");
    }
}
