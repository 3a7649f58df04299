package io.graft.registry.release;

import io.graft.registry.access.Actors;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Gates;
import io.graft.registry.model.Aliases;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Move;
import io.graft.registry.model.PinnedVersion;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Has a run's version judged, and moves the alias in the same transaction if the gate says PASS: there is no moment between the two. */
@Component
class Judgement {
    private final Rules rules;
    private final Catalog catalog;
    private final Gates gates;
    private final Aliases aliases;
    private final Approvals approvals;
    private final Triggers triggers;
    private final Diary diary;
    private final Actors actors;
    private final Clock clock;

    Judgement(
            Rules rules,
            Catalog catalog,
            Gates gates,
            Aliases aliases,
            Approvals approvals,
            Triggers triggers,
            Diary diary,
            Actors actors,
            Clock clock) {
        this.rules = rules;
        this.catalog = catalog;
        this.gates = gates;
        this.aliases = aliases;
        this.approvals = approvals;
        this.triggers = triggers;
        this.diary = diary;
        this.actors = actors;
        this.clock = clock;
    }

    /** @throws io.graft.core.GraftException if the alias is no longer where it was when the run took its turn */
    void pass(ReleaseRun run) {
        Rules.Written written = rules.written(run.rule());
        PinnedVersion version = version(run);
        Set<String> approved = approvals.approved(run.id());
        GateVerdict verdict = gates.judge(gates.find(written.rule().gate()).id(), version, approved);
        if (verdict.awaitsApproval()) {
            run.waiting(verdict.id());
            diary.write(run, "waits for approval of " + version.reference());
            return;
        }
        switch (verdict.outcome()) {
            case PASS -> release(run, written, version, verdict);
            case FAIL, INCONCLUSIVE -> {
                run.stopped(verdict.id(), clock.instant());
                diary.write(run, "%s: %s".formatted(verdict.gate(), verdict.outcome()));
            }
        }
    }

    PinnedVersion version(ReleaseRun run) {
        return catalog.pinned(run.version().orElseThrow());
    }

    private void release(ReleaseRun run, Rules.Written written, PinnedVersion version, GateVerdict verdict) {
        ReleaseRule rule = written.rule();
        ModelName model = version.model();
        String reason = "%s passed %s by %s".formatted(version.reference(), verdict.gate(), written.reference());
        run.released(verdict.id(), clock.instant());
        diary.write(run, reason);
        actors.onBehalfOf(run.actor(), () -> {
            if (!stands(model, rule.alias(), version.number())) {
                aliases.move(Move.byRelease(
                        model, rule.alias(), run.aliasStep(), version.number(), reason, run.id(), verdict.id()));
            }
            if (rule.merge() != null) {
                triggers.follow(run, version);
            }
        });
    }

    private boolean stands(ModelName model, String alias, int number) {
        return aliases.find(model, alias)
                .filter(standing -> standing.number() == number)
                .isPresent();
    }
}
