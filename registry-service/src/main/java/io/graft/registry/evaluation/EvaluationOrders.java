package io.graft.registry.evaluation;

import io.graft.core.forgetting.Arm.Role;
import io.graft.core.forgetting.Rule;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.PinnedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Evaluations that others ask for as a step of something larger. */
@Component
public class EvaluationOrders {
    private final Suites suites;
    private final Arms arms;
    private final Requests requests;
    private final Evaluations evaluations;
    private final EvaluationListing listing;
    private final Jobs jobs;
    private final JdbcClient jdbc;

    EvaluationOrders(
            Suites suites,
            Arms arms,
            Requests requests,
            Evaluations evaluations,
            EvaluationListing listing,
            Jobs jobs,
            JdbcClient jdbc) {
        this.suites = suites;
        this.arms = arms;
        this.requests = requests;
        this.evaluations = evaluations;
        this.listing = listing;
        this.jobs = jobs;
        this.jdbc = jdbc;
    }

    /**
     * What is to be measured: whether a version forgot something.
     *
     * @param suite {@code namespace/name@number}, or {@code @latest}
     * @param against versions to compare it with besides its base and its parents, such as {@code acme/chat@production}
     * @param tasks those of the suite's that are run; all unless given
     * @param limit how many documents of each task at most
     * @param rule by which forgetting is judged
     */
    public record Order(
            String suite,
            List<String> against,
            @Nullable List<String> tasks,
            @Nullable Integer limit,
            @Nullable Rule rule) {
        /** @throws io.graft.core.GraftException {@link EvaluationError#EVALUATION_SETTING_INVALID} */
        public Order {
            against = List.copyOf(against);
            NewEvaluation.settings(tasks, limit, null, null);
        }
    }

    /** How an evaluation stands that was ordered. */
    public record Standing(EvaluationState state, @Nullable String why) {}

    /** The full name of the suite, with its number; {@link EvaluationError#SUITE_NOT_FOUND} if there is none. */
    public String suite(String reference) {
        return suites.pinned(reference).reference();
    }

    /** Queues it in the caller's transaction. What was measured before is not measured again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID place(Order order, PinnedVersion subject) {
        Requests.Wanted wanted = new Requests.Wanted(
                suites.pinned(order.suite()),
                arms(order, subject),
                NewEvaluation.settings(order.tasks(), order.limit(), null, null),
                subject,
                Objects.requireNonNullElse(order.rule(), Rule.DEFAULT));
        return requests.queue(wanted, false).id();
    }

    public Standing standing(UUID id) {
        EvaluationView view = listing.evaluation(id);
        return new Standing(
                view.state(), view.error() == null ? null : view.error().message());
    }

    /** Stops it at once while it is queued; a running one stops with its worker's next heartbeat. */
    public void cancel(UUID id) {
        evaluations.required(id).job().ifPresent(jobs::cancel);
    }

    /** Whether somebody still looks whether the version is what its recipe says. */
    public boolean isBeingVerified(UUID version) {
        return jdbc.sql("""
                        select exists (select from verification
                                        where version_id = :version and state in ('QUEUED', 'RUNNING'))
                        """).param("version", version).query(Boolean.class).single();
    }

    /** The judged version comes last. */
    private List<PinnedArm> arms(Order order, PinnedVersion subject) {
        List<PinnedArm> all = new ArrayList<>(arms.around(subject));
        for (String other : order.against()) {
            PinnedArm arm = new PinnedArm(Role.PARENT, arms.lookedAt(other), List.of());
            if (all.stream().noneMatch(known -> known.name().equals(arm.name()))) {
                all.add(all.size() - 1, arm);
            }
        }
        return Arms.require(all);
    }
}
