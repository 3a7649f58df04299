package io.graft.registry.bundle;

import io.graft.registry.gate.GateReference;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Gates;
import io.graft.registry.gate.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what gates said of bundles. */
@Component
class BundleVerdicts {
    private final JdbcClient jdbc;
    private final Clock clock;

    BundleVerdicts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    BundleVerdict keep(Bundle bundle, GateReference gate, Map<String, GateVerdict> judged) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Outcome outcome =
                Outcome.all(judged.values().stream().map(GateVerdict::outcome).toList());
        boolean awaits = outcome == Outcome.INCONCLUSIVE
                && judged.values().stream().allMatch(one -> one.outcome() == Outcome.PASS || one.awaitsApproval());
        UUID id = jdbc.sql("""
                        insert into bundle_verdict (bundle_id, gate_id, outcome, awaits_approval, judged_at)
                        values (:bundle, :gate, :outcome, :awaits, :now) returning id
                        """)
                .param("bundle", bundle.id())
                .param("gate", gate.id())
                .param("outcome", outcome.name())
                .param("awaits", awaits)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
        judged.forEach((task, verdict) -> insert(id, task, verdict.id()));
        return new BundleVerdict(id, bundle.reference(), gate.reference(), outcome, awaits, judged, now);
    }

    /** Those on a bundle, the newest first. */
    List<BundleVerdict> of(Bundle bundle, Gates gates) {
        return jdbc.sql("""
                        select b.id, b.outcome, b.awaits_approval, b.judged_at, g.namespace, g.name, g.number
                          from bundle_verdict b join gate g on g.id = b.gate_id
                         where b.bundle_id = :bundle order by b.id desc
                        """)
                .param("bundle", bundle.id())
                .query((row, _) -> new BundleVerdict(
                        row.getObject("id", UUID.class),
                        bundle.reference(),
                        "%s/%s@%d".formatted(row.getString("namespace"), row.getString("name"), row.getInt("number")),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getBoolean("awaits_approval"),
                        parts(row.getObject("id", UUID.class), gates),
                        row.getObject("judged_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private Map<String, GateVerdict> parts(UUID verdict, Gates gates) {
        Map<String, GateVerdict> parts = new TreeMap<>();
        jdbc.sql("select task, verdict_id from bundle_verdict_part where bundle_verdict_id = :id")
                .param("id", verdict)
                .query((RowCallbackHandler) row ->
                        parts.put(row.getString("task"), gates.verdict(row.getObject("verdict_id", UUID.class))));
        return parts;
    }

    /** @throws io.graft.core.GraftException {@link BundleError#BUNDLE_NOT_PASSED} or that there is no such verdict of the bundle */
    void requirePassed(Bundle bundle, UUID verdict) {
        Outcome outcome = jdbc.sql("select outcome from bundle_verdict where id = :id and bundle_id = :bundle")
                .param("id", verdict)
                .param("bundle", bundle.id())
                .query((row, _) -> Outcome.valueOf(row.getString("outcome")))
                .optional()
                .orElseThrow(() -> BundleError.BUNDLE_VERDICT_NOT_FOUND.at(
                        verdict.toString(),
                        "%s has no verdict %s".formatted(bundle.reference(), verdict),
                        "Judge it with POST /api/v1/bundles/%s/%d/judge.".formatted(bundle.name(), bundle.number())));
        if (outcome != Outcome.PASS) {
            throw BundleError.BUNDLE_NOT_PASSED.at(
                    verdict.toString(),
                    "The verdict on %s is %s".formatted(bundle.reference(), outcome),
                    "See what is missing, and have it judged again.");
        }
    }

    private void insert(UUID verdict, String task, UUID part) {
        jdbc.sql("""
                insert into bundle_verdict_part (bundle_verdict_id, task, verdict_id) values (:verdict, :task, :part)
                """)
                .param("verdict", verdict)
                .param("task", task)
                .param("part", part)
                .update();
    }
}
