package io.graft.core.score;

import io.graft.core.template.Python;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What result files say about how a model was run.
 *
 * @param model the model's name; its folder is named so, without what folders' names cannot have
 * @param source what ran it, such as {@code graft}
 * @param started when; in the machine's zone, as files are dated so
 * @param took how long
 * @param config lm-evaluation-harness's {@code config}: model_args, device, limit and the rest, in order
 * @param more what else stands at the top of the file, such as {@code tokenizer_eos_token} or {@code max_length}, in order
 */
public record Run(
        String model,
        String source,
        ZonedDateTime started,
        Duration took,
        Map<String, Object> config,
        Map<String, Object> more) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSSSSS", Locale.ROOT);

    public Run {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    String folder() {
        return model.replaceAll("[\"<>:/|\\\\?*\\[\\]]+", "__");
    }

    /** As file names are dated: {@code 2026-11-26T01-17-47.123456}. */
    String date() {
        return DATE.format(started.plus(took));
    }

    double startSeconds() {
        return started.toEpochSecond() + started.getNano() / 1e9;
    }

    String seconds() {
        return Python.repr(took.toNanos() / 1e9);
    }
}
