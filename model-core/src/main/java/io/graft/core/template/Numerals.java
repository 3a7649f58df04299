package io.graft.core.template;

/** Numbers as Python writes them. */
final class Numerals {
    private Numerals() {}

    static long whole(String written) {
        String digits = written.replace("_", "");
        try {
            return digits.length() > 1 && Character.isLetter(digits.charAt(1))
                    ? Long.parseLong(digits.substring(2), radix(digits.charAt(1)))
                    : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw Problem.tooLarge("%.30s does not fit into 64 bits".formatted(written));
        }
    }

    private static int radix(char letter) {
        return switch (letter) {
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            default -> 16;
        };
    }
}
