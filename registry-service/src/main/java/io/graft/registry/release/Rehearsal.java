package io.graft.registry.release;

import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.evaluation.EvaluationOrders;
import io.graft.registry.gate.Gates;
import io.graft.registry.merge.Input;
import io.graft.registry.merge.MergeOrders;
import io.graft.registry.model.Aliases;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what a run of a rule would do if a version were released now. */
@Component
class Rehearsal {
    private final Triggers triggers;
    private final Turns turns;
    private final Catalog catalog;
    private final Aliases aliases;
    private final MergeOrders merges;
    private final EvaluationOrders evaluations;
    private final Gates gates;

    Rehearsal(
            Triggers triggers,
            Turns turns,
            Catalog catalog,
            Aliases aliases,
            MergeOrders merges,
            EvaluationOrders evaluations,
            Gates gates) {
        this.triggers = triggers;
        this.turns = turns;
        this.catalog = catalog;
        this.aliases = aliases;
        this.merges = merges;
        this.evaluations = evaluations;
        this.gates = gates;
    }

    /**
     * What would be done.
     *
     * @param recipe the exact recipe, as canonical JSON; null where nothing would be merged
     * @param findings what preflight says of it; an error would stop the run there
     * @param evaluate the suite that would be run
     * @param stands the version at which the alias stands now; null if there is none
     */
    record Plan(
            String rule,
            String released,
            String target,
            @Nullable String recipe,
            List<Input> inputs,
            List<Finding> findings,
            @Nullable String evaluate,
            String gate,
            @Nullable Integer stands) {}

    Plan of(Rules.Written written, PinnedVersion released) {
        triggers.requireMatch(written, released);
        ReleaseRule rule = written.rule();
        ModelName model = rule.target(released.model());
        Optional<Aliases.Standing> champion =
                catalog.isModel(model) ? aliases.find(model, rule.alias()) : Optional.empty();
        String pinned = turns.pinned(rule, released, model, champion);
        Optional<Recipe> recipe = Optional.ofNullable(pinned).map(text -> Recipe.parse(text, "recipe"));
        EvaluationOrders.Order order = rule.evaluate();
        return new Plan(
                written.reference(),
                released.reference(),
                model + "@" + rule.alias(),
                pinned,
                recipe.map(merges::inputs).orElse(List.of()),
                recipe.map(merging -> merges.findings(merging, model)).orElse(List.of()),
                order == null ? null : evaluations.suite(order.suite()),
                gates.find(rule.gate()).reference(),
                champion.map(Aliases.Standing::number).orElse(null));
    }
}
