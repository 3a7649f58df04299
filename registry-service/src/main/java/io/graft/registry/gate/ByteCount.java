package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.graft.core.GraftException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, which people write with a unit: {@code 10 GB} has a thousand million each, {@code 10 GiB} 2 to the 30th. */
record ByteCount(@JsonValue long bytes) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(|[KMGT]I?)B?");
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
    private static final int THOUSAND = 1000;
    private static final int KIBI = 1024;
    private static final MathContext DIGITS = new MathContext(4);

    ByteCount {
        if (bytes < 1) {
            throw refused(Long.toString(bytes));
        }
    }

    @JsonCreator
    static ByteCount of(long bytes) {
        return new ByteCount(bytes);
    }

    @JsonCreator
    static ByteCount parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!written.matches()) {
            throw refused(text);
        }
        String unit = written.group(2);
        BigDecimal base = BigDecimal.valueOf(unit.endsWith("I") ? KIBI : THOUSAND);
        BigDecimal bytes = new BigDecimal(written.group(1)).multiply(base.pow(UNITS.indexOf(unit.replace("I", ""))));
        try {
            return new ByteCount(bytes.longValueExact());
        } catch (ArithmeticException e) {
            throw refused(text);
        }
    }

    /** For people, to four digits: {@code 2.097 MB}. */
    static String readable(long bytes) {
        int unit = 0;
        BigDecimal count = BigDecimal.valueOf(bytes);
        while (count.compareTo(BigDecimal.valueOf(THOUSAND)) >= 0 && unit < UNITS.size() - 1) {
            count = count.movePointLeft(3);
            unit++;
        }
        return "%s %sB"
                .formatted(
                        count.round(DIGITS).stripTrailingZeros().toPlainString(),
                        UNITS.get(unit).replace("K", "k"));
    }

    private static GraftException refused(String text) {
        return GateError.refused(
                "atMost",
                "\"%s\" is not a number of bytes".formatted(text),
                "Write a number, or one with a unit: 10 GB.");
    }
}
