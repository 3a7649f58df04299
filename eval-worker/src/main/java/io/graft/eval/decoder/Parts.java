package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a network out of a checkpoint's tensors, and knows them by the tensors' names. */
final class Parts {
    private final Checkpoint checkpoint;
    private final Weights weights;
    private final Loader loader;
    private final Architecture architecture;
    private final String prefix;
    private final Map<String, Linear> linears = new HashMap<>();

    /**
     * @param prefixes what may stand before the names of all tensors but the output layer's
     * @param embedding by which the right one is known
     */
    Parts(
            Checkpoint checkpoint,
            Weights weights,
            Loader loader,
            Architecture architecture,
            List<String> prefixes,
            String embedding) {
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.loader = loader;
        this.architecture = architecture;
        this.prefix = prefixes.stream()
                .filter(each -> checkpoint.holds(each + embedding))
                .findFirst()
                .orElse(prefixes.getFirst());
    }

    Architecture architecture() {
        return architecture;
    }

    String prefix() {
        return prefix;
    }

    /** The linear layers that were made, by the names of their weights and biases. */
    Map<String, Linear> linears() {
        return linears;
    }

    NDArray array(String name, long... shape) {
        return whole(prefix + name, shape);
    }

    private NDArray whole(String name, long... shape) {
        requireHeld(name);
        return loader.load(weights.tensor(name), Shape.of(shape));
    }

    private void requireHeld(String name) {
        if (!checkpoint.holds(name)) {
            throw DecoderError.MODEL_TENSOR_MISSING.at(
                    checkpoint.folder() + ": " + name,
                    "%s holds no %s, which its config asks for".formatted(checkpoint.folder(), name),
                    "Take the config and the weights from the same model.");
        }
    }

    Linear linear(String name, long out, long in, boolean biased) {
        NDArray weight = array(name + ".weight", out, in);
        return known(name, new Linear(weight, biased ? array(name + ".bias", out) : null, false));
    }

    /** A layer that is stored as [in, out], with a bias. */
    Linear flipped(String name, long out, long in) {
        NDArray weight = array(name + ".weight", in, out);
        return known(name, new Linear(weight, array(name + ".bias", out), true));
    }

    private Linear known(String name, Linear linear) {
        linears.put(prefix + name + ".weight", linear);
        linears.put(prefix + name + ".bias", linear);
        return linear;
    }

    /** The output layer, of its own or the embedding again. */
    Linear head(Embedding embedding) {
        String name = prefix.startsWith("language_model.") ? "language_model.lm_head.weight" : "lm_head.weight";
        Linear head = new Linear(architecture.tied() ? embedding.table() : ownHead(name), null, false);
        linears.put(name, head);
        return head;
    }

    private NDArray ownHead(String name) {
        return whole(name, architecture.vocabulary(), architecture.hidden());
    }

    Norm rms(String name, long size) {
        String full = prefix + name + ".weight";
        requireHeld(full);
        NDArray weight = architecture.family().isGemma()
                ? loader.loadPlus(weights.tensor(full), 1, Shape.of(size))
                : array(name + ".weight", size);
        return new Norm.Rms(weight, architecture.epsilon());
    }

    @Nullable
    Norm rmsIf(boolean wanted, String name, long size) {
        return wanted ? rms(name, size) : null;
    }

    Norm layerNorm(String name) {
        return new Norm.Layer(
                array(name + ".weight", architecture.hidden()),
                array(name + ".bias", architecture.hidden()),
                architecture.epsilon());
    }

    /** The value as a tensor of the same type as the one of this name would hold it. */
    float rounded(double value, String name) {
        requireHeld(prefix + name);
        var dtype = weights.tensor(prefix + name).dtype();
        return (float) dtype.toDouble(dtype.fromDouble(value));
    }
}
