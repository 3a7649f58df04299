package io.graft.core.template;

import io.graft.core.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into tokens, after Jinja2's lexer with {@code keep_trailing_newline}. */
final class Lexer {
    private static final Pattern NEWLINE = Pattern.compile("\r\n|\r");
    private static final Pattern OPENING = Pattern.compile("\\{[{%#][-+]?");
    private static final Pattern COMMENT_END = Pattern.compile("[-+]?#\\}");
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*-?%\\}");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*[-+]?%\\}");
    private static final Pattern OUTPUT_END = Pattern.compile("-?\\}\\}");
    private static final Pattern BLOCK_END = Pattern.compile("[-+]?%\\}");
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+\\-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
    private static final Pattern WHOLE_NUMBER =
            Pattern.compile("0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|(?:\\d+_)*\\d+");
    private static final Pattern NAME = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TEXT =
            Pattern.compile("'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+*/%~\\[\\](){}<>=.:|,;]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private boolean trimming;

    private Lexer(String source) {
        this.source = NEWLINE.matcher(source).replaceAll("\n");
    }

    /** The tokens of a template; the last one is the end. */
    static List<Token> tokens(String source, Origin origin) {
        Lexer lexer = new Lexer(source);
        try {
            return lexer.template();
        } catch (Problem e) {
            throw origin.error(TemplateError.TEMPLATE_SYNTAX, lexer.line, e.sentence(), e);
        }
    }

    /** The tokens of an expression without braces around it; the last one is the end. */
    static List<Token> expression(String source) {
        Lexer lexer = new Lexer(source);
        lexer.skip(SPACE);
        while (lexer.at < lexer.source.length()) {
            lexer.token();
            lexer.skip(SPACE);
        }
        lexer.add(Kind.END, "");
        return lexer.tokens;
    }

    private List<Token> template() {
        Matcher opening = OPENING.matcher(source);
        while (opening.find(at)) {
            data(opening.start(), opening.group().endsWith("-"));
            enter(opening);
        }
        data(source.length(), false);
        add(Kind.END, "");
        return tokens;
    }

    private void enter(Matcher opening) {
        Matcher raw = RAW.matcher(source).region(at, source.length());
        if (raw.lookingAt()) {
            raw(raw);
            return;
        }
        advance(opening.end());
        switch (opening.group().charAt(1)) {
            case '#' -> comment();
            case '{' -> inside(Kind.OUTPUT_BEGIN, Kind.OUTPUT_END, OUTPUT_END);
            default -> inside(Kind.BLOCK_BEGIN, Kind.BLOCK_END, BLOCK_END);
        }
    }

    private void data(int end, boolean trimEnd) {
        String text = source.substring(at, end);
        String start = trimming ? PythonText.lstrip(text) : text;
        String data = trimEnd ? PythonText.rstrip(start) : start;
        if (!data.isEmpty()) {
            tokens.add(new Token(Kind.DATA, data, line));
        }
        advance(end);
        trimming = false;
    }

    private void raw(Matcher begin) {
        trimming = begin.group().endsWith("-%}");
        advance(begin.end());
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            throw Problem.wrong("A raw block has no end");
        }
        data(end.start(), end.group(1).equals("-"));
        trimming = end.group().endsWith("-%}");
        advance(end.end());
    }

    private void comment() {
        Matcher end = COMMENT_END.matcher(source);
        if (!end.find(at)) {
            throw Problem.wrong("A comment has no end");
        }
        trimming = end.group().startsWith("-");
        advance(end.end());
    }

    private void inside(Kind begin, Kind end, Pattern closing) {
        add(begin, "");
        open.clear();
        while (true) {
            skip(SPACE);
            Matcher close = closing.matcher(source).region(at, source.length());
            if (open.isEmpty() && close.lookingAt()) {
                add(end, "");
                trimming = close.group().startsWith("-");
                advance(close.end());
                return;
            }
            token();
        }
    }

    private void token() {
        if (take(NUMBER, Kind.NUMBER) || take(WHOLE_NUMBER, Kind.WHOLE_NUMBER) || take(NAME, Kind.NAME) || text()) {
            return;
        }
        if (!take(OPERATOR, Kind.OPERATOR)) {
            throw at < source.length()
                    ? Problem.wrong("\"%s\" is unexpected", source.substring(at, source.offsetByCodePoints(at, 1)))
                    : Problem.wrong("The template ends within braces");
        }
        balance(tokens.getLast().text().charAt(0));
    }

    private boolean text() {
        Matcher matcher = TEXT.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        add(Kind.TEXT, Escapes.replaced(source.substring(at + 1, matcher.end() - 1)));
        advance(matcher.end());
        return true;
    }

    private void balance(char operator) {
        switch (operator) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> {
                if (open.isEmpty() || open.pop() != operator) {
                    throw Problem.wrong("\"%s\" closes nothing", operator);
                }
            }
            default -> {}
        }
    }

    private boolean take(Pattern pattern, Kind kind) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        add(kind, matcher.group());
        advance(matcher.end());
        return true;
    }

    private void skip(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (matcher.lookingAt()) {
            advance(matcher.end());
        }
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private void advance(int end) {
        for (; at < end; at++) {
            if (source.charAt(at) == '\n') {
                line++;
            }
        }
    }
}
