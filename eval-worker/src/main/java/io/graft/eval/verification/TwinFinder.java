package io.graft.eval.verification;

import io.graft.core.merge.MergePlan;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.Parameter;
import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeModule;
import io.graft.core.recipe.Scope;
import io.graft.core.recipe.Slice;
import io.graft.core.recipe.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** Finds out whether a recipe does nothing but add adapters to one base, each with one weight. */
final class TwinFinder {
    private static final Set<String> SUMS = Set.of("task_arithmetic", "linear", "passthrough");

    private final Recipe recipe;
    private final RecipeModule module;
    private final Slice slice;
    private final Source base;
    private final List<String> tensors;

    private TwinFinder(Recipe recipe, List<String> tensors) {
        this.recipe = recipe;
        this.module = recipe.modules().getFirst();
        this.slice = module.slices().getFirst();
        this.base = recipe.donor().model();
        this.tensors = tensors;
    }

    static DynamicTwin find(Recipe recipe, MergePlan plan) {
        if (!SUMS.contains(recipe.method().name())) {
            return new DynamicTwin.None("%s makes more of its models than a sum"
                    .formatted(recipe.method().name()));
        }
        if (recipe.modules().size() > 1
                || recipe.slices().size() > 1
                || !recipe.slices().getFirst().whole()) {
            return new DynamicTwin.None("it stacks layers, or treats parts of the model differently");
        }
        if (recipe.tokenizer() != null) {
            return new DynamicTwin.None("its tokens are not those of the base");
        }
        return new TwinFinder(
                        recipe,
                        plan.outputs().stream().map(MergePlan.Output::name).toList())
                .find();
    }

    private DynamicTwin find() {
        Optional<ModelReference> other = recipe.references().stream()
                .filter(model -> !model.model().equals(base) || isAdaptedBase(model))
                .findFirst();
        if (other.isPresent()) {
            return new DynamicTwin.None("%s is not the base with an adapter".formatted(other.get()));
        }
        List<DynamicTwin.Weighted> adapters = new ArrayList<>();
        double sum = 0;
        for (Contribution source : summands()) {
            Optional<Double> weight = only(weights(source));
            if (weight.isEmpty()) {
                return new DynamicTwin.None("the weight of %s depends on the tensor".formatted(source.model()));
            }
            sum += weight.get();
            if (source.model().adapter() != null) {
                adapters.add(new DynamicTwin.Weighted(source.model(), weight.get()));
            }
        }
        if (!isDifference() && Math.abs(sum - 1) > 1e-12) {
            return new DynamicTwin.None("the weights of its models add up to %s, not to 1".formatted(sum));
        }
        return adapters.isEmpty() ? new DynamicTwin.None("it has no adapter") : new DynamicTwin.Beside(base, adapters);
    }

    private boolean isAdaptedBase(ModelReference model) {
        return model.equals(recipe.base()) && model.adapter() != null;
    }

    private boolean isDifference() {
        return recipe.method().name().equals("task_arithmetic");
    }

    private static Optional<Double> only(Set<Double> values) {
        return values.size() == 1 && !values.contains(Double.NaN)
                ? Optional.of(values.iterator().next())
                : Optional.empty();
    }

    private Set<Double> weights(Contribution source) {
        return tensors.stream().map(tensor -> weight(source, tensor)).collect(Collectors.toSet());
    }

    private double weight(Contribution source, String tensor) {
        double own = own(source, tensor);
        double factor = value("lambda", tensor, 1);
        return value("normalize", tensor, 0) == 0 ? factor * own : factor * own / total(tensor);
    }

    private double total(String tensor) {
        return summands().stream().mapToDouble(source -> own(source, tensor)).sum();
    }

    /** The base differs from itself by nothing. */
    private List<Contribution> summands() {
        return slice.sources().stream()
                .filter(source -> !isDifference() || !source.model().equals(recipe.base()))
                .toList();
    }

    private double own(Contribution source, String tensor) {
        MergeMethod method = recipe.method();
        Parameter parameter =
                method.parameter("weight").or(() -> method.parameter("scale")).orElseThrow();
        return steady(position -> scope().value(parameter, source, tensor, position));
    }

    private double value(String name, String tensor, double otherwise) {
        return recipe.method()
                .parameter(name)
                .map(parameter -> steady(position -> scope().value(parameter, tensor, position)))
                .orElse(otherwise);
    }

    /** Which layer a tensor is in is not known here; a gradient shows itself by its value away from the first layer. */
    private static double steady(DoubleUnaryOperator setting) {
        double first = setting.applyAsDouble(0);
        return first == setting.applyAsDouble(Math.sqrt(0.5)) ? first : Double.NaN;
    }

    private Scope scope() {
        return new Scope(recipe, module, slice);
    }
}
