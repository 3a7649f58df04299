package io.graft.core.template;

/**
 * A piece of a template.
 *
 * @param line in the template, from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        /** Text outside all braces. */
        DATA,
        OUTPUT_BEGIN,
        OUTPUT_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        WHOLE_NUMBER,
        NUMBER,
        /** A text in quotes, without them and with its escapes replaced. */
        TEXT,
        OPERATOR,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end of the template";
            case BLOCK_END -> "\"%}\"";
            case OUTPUT_END -> "\"}}\"";
            default -> "\"%.40s\"".formatted(text);
        };
    }
}
