package io.graft.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes, written {@code 512M} or {@code 5GB}: K, M, G and KiB, MiB, GiB are powers of 1024, KB, MB, GB of 1000. */
record ByteCount(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*([KMGT]?)(I?B)?");
    private static final String PREFIXES = "KMGT";
    private static final long[] LIMITS = {1_000_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
    private static final String[] UNITS = {"TB", "GB", "MB", "kB"};

    static ByteCount parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw noSize(text);
        }
        long step = "B".equals(matcher.group(3)) ? 1000 : 1024;
        int power = matcher.group(2).isEmpty() ? 0 : PREFIXES.indexOf(matcher.group(2)) + 1;
        try {
            return new ByteCount(Math.multiplyExact(Long.parseLong(matcher.group(1)), power(step, power)));
        } catch (ArithmeticException tooLarge) {
            throw noSize(text);
        }
    }

    private static TypeConversionException noSize(String text) {
        return new TypeConversionException("\"%s\" is not a size such as 512M or 5GB".formatted(text));
    }

    private static long power(long step, int power) {
        return power == 0 ? 1 : step * power(step, power - 1);
    }

    /** For people: {@code 1.5 GB}. */
    @Override
    public String toString() {
        for (int i = 0; i < LIMITS.length; i++) {
            if (bytes >= LIMITS[i]) {
                return String.format(Locale.ROOT, "%.1f %s", (double) bytes / LIMITS[i], UNITS[i]);
            }
        }
        return bytes + " B";
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            return parse(text);
        }
    }
}
