package io.graft.core.merge;

import io.graft.core.GraftException;
import io.graft.core.kernel.StoredOperand;
import io.graft.core.method.Formula;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What a recipe makes of its inputs: each tensor of the result, and how it comes about. Valid as long as the inputs are open. */
public final class MergePlan {
    private final Recipe recipe;
    private final MergeInputs inputs;
    private final Tokens tokens;
    private final List<Target> targets;
    private final List<TrackedTensor> tensors;
    private final Optional<Requantisation> requantisation;

    /** A tensor of the result. */
    public record Output(String name, DType dtype, Shape shape) {}

    private MergePlan(
            Recipe recipe, MergeInputs inputs, Tokens tokens, List<Target> targets, List<TrackedTensor> tensors) {
        this.recipe = recipe;
        this.inputs = inputs;
        this.tokens = tokens;
        this.targets = targets;
        this.tensors = tensors;
        this.requantisation = Requantisation.of(this);
    }

    /**
     * Decides everything about the result but its numbers. Reads no weights to speak of.
     *
     * @throws GraftException with a {@link MergeError} if the inputs do not fit together, or with a
     *     {@link io.graft.core.conversion.ConversionError} if the recipe quantises what cannot be converted
     */
    public static MergePlan of(Recipe recipe, MergeInputs inputs) {
        recipe.references().forEach(reference -> refuseQuantized(reference, inputs));
        Tokens tokens = Tokens.of(recipe, inputs);
        List<Target> targets = TensorPlanner.plan(recipe, inputs, tokens);
        List<TrackedTensor> tensors = targets.stream()
                .map(target -> new TrackedTensor(tensor(target), target.reference()))
                .toList();
        return new MergePlan(recipe, inputs, tokens, targets, tensors);
    }

    private static void refuseQuantized(ModelReference reference, MergeInputs inputs) {
        inputs.checkpoint(reference).config().quantization().ifPresent(method -> {
            throw MergeError.MERGE_BASE_QUANTIZED.at(
                    reference.model().toString(),
                    "%s is quantised with %s: its tensors are not the weights".formatted(reference.model(), method));
        });
    }

    private static OutputTensor tensor(Target target) {
        Tensor model = target.model();
        if (!model.dtype().isFloat()) {
            return new CopiedTensor(target.name(), common(target));
        }
        DType dtype = target.recipe().outputType().orElse(target.dtype());
        Formula formula = target.method().formula(target.ordered());
        Optional<StoredOperand> copy = formula.copied()
                .filter(StoredOperand.class::isInstance)
                .map(StoredOperand.class::cast)
                .filter(stored -> stored.dtype() == dtype);
        return copy.isPresent()
                ? new CopiedTensor(target.name(), copy.get().tensor())
                : new FormulaTensor(target.name(), dtype, target.shape(), formula);
    }

    /** Whole numbers, such as position ids, are not added up: all models must agree on them. */
    private static Tensor common(Target target) {
        Tensor first = target.model();
        for (Part part : target.parts()) {
            if (part.tensor().dtype() != first.dtype() || part.tensor().data().mismatch(first.data()) >= 0) {
                throw MergeError.MERGE_NOT_COMBINABLE.at(
                        target.name(),
                        "%s holds %s numbers, and not the same in all models".formatted(target.name(), first.dtype()));
            }
        }
        return first;
    }

    /** The tensors of the result, in the order in which files hold them. */
    public List<Output> outputs() {
        return tensors.stream()
                .map(tensor -> new Output(tensor.name(), tensor.dtype(), tensor.shape()))
                .toList();
    }

    /** A tensor of the result before it is rounded; empty where there is none of this name, or it is an input's byte for byte. */
    public Optional<ExactTensor> exact(String name) throws InterruptedException {
        Optional<FormulaTensor> formula = tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .flatMap(TrackedTensor::formula);
        return formula.isPresent() ? Optional.of(ExactTensor.of(formula.get())) : Optional.empty();
    }

    /** The size of all tensors of the result. */
    public long bytes() {
        return tensors.stream().mapToLong(OutputTensor::bytes).sum();
    }

    /**
     * The files of weights that the result is cut into, in order. They can be written one by one, in any order and on different
     * machines, and be put together then: see {@link MergeRun#shard} and {@link MergeRun#assemble}.
     *
     * @param shardBytes a file of weights grows no larger, unless a single tensor is
     */
    public List<PlannedShard> shards(long shardBytes) {
        return Shard.of(tensors, shardBytes).stream().map(Shard::planned).toList();
    }

    /** The step that follows the merge, if the recipe has one. */
    Optional<Requantisation> requantisation() {
        return requantisation;
    }

    Recipe recipe() {
        return recipe;
    }

    MergeInputs inputs() {
        return inputs;
    }

    Tokens tokens() {
        return tokens;
    }

    /** What each of the tensors is made of, in the same order. */
    List<Target> targets() {
        return targets;
    }

    List<TrackedTensor> tensors() {
        return tensors;
    }
}
