package io.graft.core.method;

import io.graft.core.kernel.Operand;
import io.graft.core.kernel.ScaledProduct;
import io.graft.core.kernel.Shifted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A method that merges adapters of one base in the space of their factors. */
final class FactorMethod implements MergeMethod {
    static final Parameter WEIGHT = Weights.WEIGHT.or(1);

    private final Description description;
    private final Function<Ingredients, FactorMerge> merge;

    /** @param parameters beside the weight of each model and lambda */
    FactorMethod(
            String name,
            String summary,
            String paper,
            List<Parameter> parameters,
            Function<Ingredients, FactorMerge> merge) {
        List<Parameter> all = new ArrayList<>(List.of(WEIGHT, Weights.LAMBDA));
        all.addAll(parameters);
        this.description = new Description(name, summary, paper, Models.changesOfBase(), true, all);
        this.merge = merge;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        Operand base = ingredients.requiredBase();
        List<Operand> models = ingredients.models();
        List<FactorSum.Part> parts = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            if (!models.get(i).equals(base) && ingredients.value(WEIGHT, i) != 0) {
                parts.add(new FactorSum.Part(product(ingredients, models.get(i), base), ingredients.value(WEIGHT, i)));
            }
        }
        return parts.isEmpty()
                ? WeightedSum.ofDifferences(base, List.of(), new double[0], 1, 1)
                : new FactorSum(base, parts, merge.apply(ingredients));
    }

    private ScaledProduct product(Ingredients ingredients, Operand model, Operand base) {
        return Optional.of(model)
                .filter(Shifted.class::isInstance)
                .map(Shifted.class::cast)
                .filter(shifted -> shifted.origin().equals(base))
                .flatMap(Shifted::product)
                .orElseThrow(() -> MethodError.MERGE_NOT_LOW_RANK.at(
                        ingredients.tensor(),
                        "%s merges LoRA adapters of one base by their factors, but a model changes %s in another way"
                                .formatted(name(), ingredients.tensor())));
    }
}
