package io.graft.registry.withdrawal;

import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.merge.MergeOrders;
import io.graft.registry.model.VersionReference;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Proposes how tainted versions are merged again, and does it when told to. */
@Component
class Proposals {
    private final TaintedVersions tainted;
    private final MergeOrders merges;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;

    Proposals(
            TaintedVersions tainted,
            MergeOrders merges,
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock) {
        this.tainted = tainted;
        this.merges = merges;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** For every merged version that a withdrawal tainted, the oldest first. */
    List<Proposal> of(UUID withdrawal) {
        List<TaintedVersion> all = tainted.around(withdrawal);
        Planner planner = new Planner(all);
        return all.stream()
                .filter(version -> version.asked() && version.canBeMadeAgain())
                .map(version -> Proposal.of(version, planner.plan(version)))
                .toList();
    }

    /**
     * Has a tainted version merged again into its model, unless that is under way or done.
     *
     * @throws GraftException {@link WithdrawalError#PROPOSAL_NOT_FOUND}, {@link WithdrawalError#PROPOSAL_WAITS}, {@link
     *     WithdrawalError#PROPOSAL_IMPOSSIBLE}, or what preflight finds wrong with what is left
     */
    Proposal run(UUID withdrawal, VersionReference version) {
        List<TaintedVersion> all = tainted.around(withdrawal);
        TaintedVersion found = all.stream()
                .filter(one ->
                        one.asked() && one.canBeMadeAgain() && one.reference().equals(version.toString()))
                .findFirst()
                .orElseThrow(() -> notFound(version));
        Plan plan = new Planner(all).plan(found);
        Proposal proposal = Proposal.of(found, plan);
        if (proposal.isSettled()) {
            return proposal;
        }
        merge(withdrawal, found, requirePossible(proposal, plan));
        return of(withdrawal).stream()
                .filter(one -> one.version().equals(version.toString()))
                .findFirst()
                .orElseThrow(() -> notFound(version));
    }

    private void merge(UUID withdrawal, TaintedVersion version, Recipe recipe) {
        List<Finding> findings = merges.findings(
                recipe, VersionReference.parse(version.reference()).model());
        transaction.executeWithoutResult(_ -> {
            UUID merge = merges.place(
                    recipe, VersionReference.parse(version.reference()).model(), findings);
            link(withdrawal, version.id(), merge);
        });
    }

    private void link(UUID withdrawal, UUID version, UUID merge) {
        jdbc.sql("""
                insert into remerge (version_id, merge_id, withdrawal_id, created_at)
                values (:version, :merge, :withdrawal, :now)
                on conflict (version_id, merge_id) do update set created_at = excluded.created_at
                """)
                .param("version", version)
                .param("merge", merge)
                .param("withdrawal", withdrawal)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Recipe requirePossible(Proposal proposal, Plan plan) {
        return switch (plan) {
            case Plan.Possible possible -> possible.recipe();
            case Plan.Later later ->
                throw new GraftException(
                        WithdrawalError.PROPOSAL_WAITS,
                        proposal.version(),
                        "%s contains %s, which has to be merged again first"
                                .formatted(proposal.version(), String.join(" and ", later.waitsFor())),
                        "Ask for that one first, and for this one when it is done.");
            case Plan.Impossible impossible ->
                throw new GraftException(
                        WithdrawalError.PROPOSAL_IMPOSSIBLE,
                        proposal.version(),
                        impossible.why(),
                        "Write another recipe and send it to POST /api/v1/merges.");
        };
    }

    private static GraftException notFound(VersionReference version) {
        return new GraftException(
                WithdrawalError.PROPOSAL_NOT_FOUND,
                version.toString(),
                "%s is no merged version that this withdrawal tainted".formatted(version),
                "See the withdrawal's proposals.");
    }
}
