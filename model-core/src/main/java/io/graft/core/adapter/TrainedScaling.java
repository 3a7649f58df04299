package io.graft.core.adapter;

import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;

/** A layer of IA³: factors [out, 1] of its outputs or [1, in] of its inputs; of a convolution [1, channels, 1, …] either way. */
record TrainedScaling(String module, Tensor factors) implements Trained {
    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        Shape shape = factors.shape();
        boolean flipped = base.isFlipped(target);
        boolean ofInputs = shape.rank() > 2
                ? isOfInputChannels(base, target)
                : shape.dim(0) == 1 && (shape.rank() == 1 || shape.dim(1) != 1);
        int dimension = ofInputs == flipped ? 0 : 1;
        if (target.shape().rank() < 2 || target.shape().dim(dimension) != factors.elements()) {
            throw base.misfit(target, factors, module);
        }
        Tensor list = ModuleTensors.reshaped(factors, factors.elements());
        Change weight = new Rescaling(target.name(), list, dimension);
        return ofInputs || !base.hasBias(module)
                ? List.of(weight)
                : List.of(weight, new Rescaling(base.bias(module, list).name(), list, 0));
    }

    /** The name of the layer would tell, through feedforward_modules; so do its numbers of channels, unless they are the same. */
    private boolean isOfInputChannels(Targets base, Tensor target) {
        long channels = factors.elements();
        boolean input = target.shape().rank() > 1 && target.shape().dim(1) == channels;
        boolean output = target.shape().dim(0) == channels;
        if (input && output) {
            throw base.ambiguous(
                    module,
                    "%s may scale the input or the output of %s, which have as many channels"
                            .formatted(factors.name(), module));
        }
        return input;
    }
}
