package io.graft.core.preflight;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergePlan;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Whether the result can hold what the models hold. */
record TypeCheck(Recipe recipe, MergeInputs inputs, MergePlan plan) {
    void addTo(List<Finding> findings) {
        recipe.references().forEach(reference -> loss(reference).ifPresent(findings::add));
    }

    private Optional<Finding> loss(ModelReference reference) {
        Source model = reference.model();
        Checkpoint checkpoint = inputs.checkpoint(reference);
        return plan.outputs().stream()
                .filter(output -> checkpoint.holds(output.name())
                        && loses(checkpoint.tensor(output.name()).dtype(), output.dtype()))
                .findFirst()
                .map(output -> FindingCode.TYPE_LOSES_PRECISION.at(
                        "%s: %s".formatted(model, output.name()),
                        "%s holds %s in %s, and the result in %s, which cannot hold all of its values"
                                .formatted(
                                        model,
                                        output.name(),
                                        checkpoint.tensor(output.name()).dtype(),
                                        output.dtype()),
                        "Set dtype to the widest type of the models, if the loss matters."));
    }

    private static boolean loses(DType from, DType to) {
        return mantissa(from) > mantissa(to) || exponent(from) > exponent(to);
    }

    private static int mantissa(DType type) {
        return switch (type) {
            case F64 -> 52;
            case F32 -> 23;
            case F16 -> 10;
            case BF16 -> 7;
            case F8_E4M3 -> 3;
            case F8_E5M2 -> 2;
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> 0;
        };
    }

    private static int exponent(DType type) {
        return switch (type) {
            case F64 -> 11;
            case F32, BF16 -> 8;
            case F16, F8_E5M2 -> 5;
            case F8_E4M3 -> 4;
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> 0;
        };
    }
}
