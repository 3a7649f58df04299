package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.forgetting.Arm;
import io.graft.core.forgetting.ForgettingReport;
import io.graft.core.forgetting.Margins;
import io.graft.core.forgetting.Rule;
import io.graft.core.job.Task;
import io.graft.core.preflight.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Judges what versions forgot, as soon as all arms of an evaluation are through. */
@Component
class Forgettings {
    private final Evaluations evaluations;
    private final EvaluationListing listing;
    private final Scoreboard scoreboard;
    private final Marks marks;
    private final Ancestors ancestors;
    private final Suites suites;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Forgettings(
            Evaluations evaluations,
            EvaluationListing listing,
            Scoreboard scoreboard,
            Marks marks,
            Ancestors ancestors,
            Suites suites,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        this.evaluations = evaluations;
        this.listing = listing;
        this.scoreboard = scoreboard;
        this.marks = marks;
        this.ancestors = ancestors;
        this.suites = suites;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void judge(EvaluationDone done) {
        Evaluation evaluation = evaluations.required(done.evaluation());
        evaluation.subject().ifPresent(subject -> judge(evaluation, subject));
    }

    /** The newest first. */
    List<ForgettingView> of(UUID version) {
        return jdbc.sql("""
                        select f.*, r.reference, s.namespace || '/' || s.name || '@' || s.number as suite
                          from forgetting f
                          join version_reference r on r.id = f.version_id
                          join evaluation e on e.id = f.evaluation_id
                          join suite s on s.id = e.suite_id
                         where f.version_id = :version order by f.evaluation_id desc
                        """).param("version", version).query(this::view).list();
    }

    private void judge(Evaluation evaluation, UUID subject) {
        Rule rule = json.readValue(evaluation.rule(), Rule.class);
        List<EvaluationView.ArmView> ran = listing.evaluation(evaluation.id()).arms();
        List<Arm> arms = IntStream.range(0, ran.size())
                .mapToObj(position -> marks.of(scoreboard.of(evaluation.id(), position), role(ran.get(position))))
                .toList();
        try {
            Arm candidate = arms.getLast();
            List<Arm> references = arms.subList(0, arms.size() - 1);
            Ancestors.Known known = ancestors(evaluation, subject, candidate);
            ForgettingReport report =
                    ForgettingReport.of(Margins.of(rule, references), arms, candidate.name(), known.scores());
            keep(evaluation, subject, report.withoutAncestors(known.unmeasured()));
        } catch (GraftException e) {
            insert(evaluation, subject, "INCONCLUSIVE", Map.of("findings", List.of(Finding.of(e))));
        }
    }

    private Ancestors.Known ancestors(Evaluation evaluation, UUID subject, Arm candidate) {
        return ancestors.of(
                subject,
                candidate,
                suites.digest(evaluation.suite()),
                json.readValue(evaluation.settings(), Task.RunSettings.class));
    }

    private static Arm.Role role(EvaluationView.ArmView arm) {
        return Arm.Role.valueOf(arm.role().toUpperCase(java.util.Locale.ROOT));
    }

    private void keep(Evaluation evaluation, UUID subject, ForgettingReport report) {
        insert(evaluation, subject, report.verdict().word(), report);
    }

    private void insert(Evaluation evaluation, UUID subject, String verdict, Object report) {
        jdbc.sql("""
                insert into forgetting (evaluation_id, version_id, verdict, report, created_at)
                values (:evaluation, :version, :verdict, :report::jsonb, :now)
                """)
                .param("evaluation", evaluation.id())
                .param("version", subject)
                .param("verdict", verdict)
                .param("report", json.writeValueAsString(report))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private ForgettingView view(ResultSet row, int index) throws SQLException {
        return new ForgettingView(
                row.getObject("evaluation_id", UUID.class),
                row.getString("reference"),
                row.getString("suite"),
                row.getString("verdict"),
                json.readTree(row.getString("report")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
