package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.licence.LicenceFinding;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.FindingCode;
import io.graft.core.preflight.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a namespace makes of findings of one code in the merges that it asks for.
 *
 * @param code of a finding that is a matter of opinion; errors of the inputs themselves are not
 * @param reason for those who come later
 * @param setBy who decided it
 */
record FindingPolicy(String namespace, String code, Level severity, String reason, String setBy, Instant setAt) {
    /** Without these there is no result, or none that anybody could want; withdrawn inputs are accepted merge by merge. */
    private static final Set<FindingCode> BEYOND_OPINION =
            Set.of(FindingCode.ADAPTER_NOT_FINITE, FindingCode.INPUT_WITHDRAWN);

    /** How much a finding is to matter. */
    enum Level {
        ERROR,
        WARNING,
        INFO,
        /** It is not mentioned. */
        IGNORE;

        static Level parse(String word) {
            return Arrays.stream(values())
                    .filter(level -> level.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new GraftException(
                            MergeError.FINDING_POLICY_INVALID,
                            "severity",
                            "\"%s\" is no severity".formatted(word),
                            "Write error, warning, info or ignore."));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    FindingPolicy {
        if (!codes().contains(code)) {
            throw new GraftException(
                    MergeError.FINDING_POLICY_INVALID,
                    "code",
                    "\"%s\" is no finding that a policy can be made of".formatted(code),
                    "Use one of %s.".formatted(String.join(", ", codes())));
        }
        if (reason.isBlank()) {
            throw new GraftException(
                    MergeError.FINDING_POLICY_INVALID,
                    "reason",
                    "A policy without a reason is one that nobody dares to lift",
                    "Say why.");
        }
    }

    /** The finding as the namespace sees it; empty if it does not want to. */
    Optional<Finding> applied(Finding finding) {
        return severity == Level.IGNORE
                ? Optional.empty()
                : Optional.of(new Finding(
                        finding.code(),
                        Severity.valueOf(severity.name()),
                        finding.where(),
                        finding.message(),
                        finding.remedy()));
    }

    private static Set<String> codes() {
        return Stream.concat(
                        Arrays.stream(FindingCode.values())
                                .filter(code -> !BEYOND_OPINION.contains(code))
                                .map(Enum::name),
                        Arrays.stream(LicenceFinding.values()).map(Enum::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
