package io.graft.registry.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.graft.core.GraftException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a version is to be used no more.
 *
 * @param withdrawal that says so; where there are several, the one of the version itself, or else the oldest
 * @param version the version that was withdrawn, {@code namespace/name@number}
 * @param inherited whether that is another one, which this one contains
 */
public record Withdrawn(UUID withdrawal, String version, boolean inherited, Kind kind, String reason, Instant since) {
    /** What to select for a version {@code v}, for {@link #read}. */
    public static final String COLUMN = """
            (select json_build_object('withdrawal', w.withdrawal_id, 'version', w.source, 'inherited', w.inherited,
                                      'kind', lower(w.kind), 'reason', w.reason, 'since', w.created_at)
               from withdrawn_version w where w.version_id = v.id
              order by w.inherited, w.withdrawal_id limit 1) as withdrawn
            """;

    /** What is wrong with a version. */
    public enum Kind {
        /** It was trained on what it should not have been. */
        DATA,
        /** It may not be used, or not like this. */
        LICENCE,
        /** It does not do what it should. */
        DEFECT,
        OTHER;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Null where nothing was withdrawn. */
    public static @Nullable Withdrawn read(@Nullable String column, JsonMapper json) {
        return column == null ? null : json.readValue(column, Withdrawn.class);
    }

    GraftException refusal(String reference) {
        return new GraftException(
                        ModelError.VERSION_WITHDRAWN,
                        reference,
                        "%s %s".formatted(reference, sentence()),
                        "Use a version without it.")
                .with("withdrawal", withdrawal);
    }

    GraftException block(VersionReference alias) {
        return new GraftException(
                        ModelError.ALIAS_BLOCKED,
                        alias.toString(),
                        "%s is blocked: what it stands at %s".formatted(alias, sentence()),
                        ("Move the alias to a version without it, as proposed at /api/v1/withdrawals/%s/proposals,"
                                        + " or name a version by its number.")
                                .formatted(withdrawal))
                .with("withdrawal", withdrawal);
    }

    /** The rest of a sentence that begins with the version. */
    public String sentence() {
        return inherited
                ? "contains %s, which was withdrawn (%s): %s".formatted(version, kind.word(), reason)
                : "was withdrawn (%s): %s".formatted(kind.word(), reason);
    }
}
