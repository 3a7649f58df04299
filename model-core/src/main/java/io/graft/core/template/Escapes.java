package io.graft.core.template;

/** The escapes of a Python text literal. */
final class Escapes {
    private final String written;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private Escapes(String written) {
        this.written = written;
    }

    static String replaced(String written) {
        return written.indexOf('\\') < 0 ? written : new Escapes(written).read();
    }

    private String read() {
        while (at < written.length()) {
            char next = written.charAt(at++);
            if (next == '\\' && at < written.length()) {
                escape(written.charAt(at++));
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }

    private void escape(char kind) {
        switch (kind) {
            case '\n' -> {}
            case '\\', '\'', '"' -> text.append(kind);
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'a' -> text.append((char) 7);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'v' -> text.append((char) 11);
            case 'x' -> code(2);
            case 'u' -> code(4);
            case 'U' -> code(8);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> text.append('\\').append(kind);
        }
    }

    private void code(int digits) {
        int end = at + digits;
        try {
            text.appendCodePoint(Integer.parseInt(written.substring(at, end), 16));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Problem.wrong("\"\\%s\" needs %d hexadecimal digits", written.charAt(at - 1), digits);
        }
        at = end;
    }

    private void octal() {
        int end = at;
        while (end < written.length() && end < at + 2 && written.charAt(end) >= '0' && written.charAt(end) <= '7') {
            end++;
        }
        text.append((char) Integer.parseInt(written.substring(at - 1, end), 8));
        at = end;
    }
}
