package io.graft.registry.evaluation;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a version forgot, against its base and its parents.
 *
 * @param verdict {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}
 * @param report a {@link io.graft.core.forgetting.ForgettingReport}
 */
record ForgettingView(
        UUID evaluation, String version, String suite, String verdict, JsonNode report, Instant createdAt) {}
