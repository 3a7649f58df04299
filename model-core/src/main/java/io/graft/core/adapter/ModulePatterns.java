package io.graft.core.adapter;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Values for the modules whose name ends in something that a regular expression matches, as PEFT has them: the first that fits
 * wins. The expressions come with the adapter, so the work they can cause is bounded.
 */
public final class ModulePatterns {
    private static final int MOST_PATTERNS = 10_000;
    private static final int LONGEST_PATTERN = 1_000;

    private final List<Entry> entries;
    private final String where;
    private final AtomicLong looks = new AtomicLong();
    private final Map<String, OptionalDouble> known = new ConcurrentHashMap<>();

    private ModulePatterns(List<Entry> entries, String where) {
        this.entries = List.copyOf(entries);
        this.where = where;
    }

    static ModulePatterns of(Map<String, Double> values, String where) {
        if (values.size() > MOST_PATTERNS) {
            throw invalid(where, "%s holds more than %d patterns".formatted(where, MOST_PATTERNS), null);
        }
        List<Entry> entries = new ArrayList<>();
        values.forEach((pattern, value) -> entries.add(new Entry(pattern, compile(pattern, where), value)));
        return new ModulePatterns(entries, where);
    }

    OptionalDouble valueFor(String module) {
        return known.computeIfAbsent(module, this::search);
    }

    private OptionalDouble search(String module) {
        BoundedText text = new BoundedText(module, looks);
        for (Entry entry : entries) {
            if (matches(entry, text)) {
                return OptionalDouble.of(entry.value());
            }
        }
        return OptionalDouble.empty();
    }

    private boolean matches(Entry entry, BoundedText module) {
        try {
            return entry.compiled().matcher(module).matches();
        } catch (BoundedText.TooMuchWork | StackOverflowError e) {
            throw invalid(
                    where,
                    "The pattern \"%.80s\" of %s takes too long on %s".formatted(entry.pattern(), where, module),
                    e);
        }
    }

    private static Pattern compile(String pattern, String where) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw invalid(
                    where, "A pattern of %s is longer than %d characters".formatted(where, LONGEST_PATTERN), null);
        }
        try {
            return Pattern.compile("(.*\\.)?(" + pattern + ")");
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw invalid(
                    where, "The pattern \"%.80s\" of %s is not a regular expression".formatted(pattern, where), e);
        }
    }

    private static GraftException invalid(String where, String message, @Nullable Throwable cause) {
        return AdapterError.ADAPTER_PATTERN_INVALID.at(
                where, message, "Write the names of the modules out, without wildcards.", cause);
    }

    /** The patterns in order, each with its value. */
    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).toList().toString();
    }

    private record Entry(String pattern, Pattern compiled, double value) {
        @Override
        public String toString() {
            return pattern + "=" + value;
        }
    }
}
