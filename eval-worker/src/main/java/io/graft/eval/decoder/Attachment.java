package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.graft.core.GraftException;
import io.graft.core.adapter.Change;
import io.graft.core.adapter.Changes;
import io.graft.core.adapter.LowRank;
import io.graft.core.adapter.Replacement;
import io.graft.core.adapter.Shift;
import io.graft.core.adapter.WeightDecomposed;
import io.graft.core.tensor.Tensor;

/** An adapter's factors beside a network's weights. */
final class Attachment implements AutoCloseable {
    private final Network network;
    private final String name;
    private final Loader loader;

    private Attachment(Network network, String name, Loader loader) {
        this.network = network;
        this.name = name;
        this.loader = loader;
    }

    static Attachment of(Network network, String name, Changes changes, NDManager parent) {
        Attachment attachment = new Attachment(network, name, new Loader(parent.newSubManager()));
        try {
            for (Change change : changes.all()) {
                attachment.add(change, changes.untiesEmbeddings());
            }
            return attachment;
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    private void add(Change change, boolean unties) {
        switch (change) {
            case LowRank delta when delta.target().equals(network.embeddingName()) -> embed(delta, unties);
            case LowRank delta -> linear(change).add(name, factors(delta));
            case WeightDecomposed dora when !dora.target().equals(network.embeddingName()) -> decompose(dora);
            case Shift shift -> linear(change).add(name, new Addition.Shift(array(shift.values()), shift.scale()));
            case Replacement copy when !copy.trained() && isHeadAsItIs(copy) -> {}
            default -> throw unsupported(change, "%s cannot be computed beside the weights".formatted(kind(change)));
        }
    }

    /** What unties the model is first a copy of the embedding, which the output layer is already. */
    private boolean isHeadAsItIs(Replacement copy) {
        return network.architecture().tied() && network.linears().get(copy.target()) == network.head();
    }

    private Addition.LowRank factors(LowRank delta) {
        return new Addition.LowRank(array(delta.a()), array(delta.b()), delta.scale());
    }

    /** A is [rank, vocabulary] here, B [hidden, rank]; where the output layer is the embedding, it changes likewise. */
    private void embed(LowRank delta, boolean unties) {
        Addition.LowRank factors = factors(delta);
        NDArray vectors = factors.a().transpose();
        network.embedding().add(name, new Addition.LowRank(vectors, factors.b(), delta.scale()));
        if (network.architecture().tied() && !unties) {
            network.head().add(name, new Addition.LowRank(factors.b().transpose(), vectors, delta.scale()));
        }
    }

    private void decompose(WeightDecomposed dora) {
        Linear linear = linear(dora);
        LowRank delta = dora.direction();
        Addition.LowRank direction = factors(delta);
        NDArray magnitude = array(dora.magnitude());
        try (NDManager scope = loader.manager().newSubManager();
                NDArray weight = delta.transposed()
                        ? linear.weight().transpose()
                        : linear.weight().duplicate()) {
            NDArray product = direction.b().matMul(direction.a());
            product.attach(scope);
            NDArray squares =
                    product.muli((float) delta.scale()).addi(weight).square().sum(new int[] {1});
            NDArray ratio = magnitude.div(squares.sqrt());
            linear.add(name, new Addition.Decomposed(direction, ratio));
        }
    }

    private NDArray array(Tensor tensor) {
        return loader.load(tensor, tensor.shape());
    }

    private Linear linear(Change change) {
        Linear linear = network.linears().get(change.target());
        if (linear == null) {
            throw unsupported(change, "it is no linear layer of the model");
        }
        return linear;
    }

    private static String kind(Change change) {
        return switch (change) {
            case WeightDecomposed _ -> "DoRA of an embedding";
            case Replacement _ -> "A tensor that the adapter holds whole";
            default -> change.getClass().getSimpleName();
        };
    }

    private GraftException unsupported(Change change, String why) {
        return DecoderError.ADAPTER_NOT_RUNNABLE.at(
                name + ": " + change.target(),
                "The adapter %s changes %s, but %s".formatted(name, change.target(), why),
                "Merge the adapter into its base and run the result.");
    }

    void requireMapped() {
        loader.requireMapped();
    }

    @Override
    public void close() {
        network.linears().values().forEach(linear -> linear.remove(name));
        network.embedding().remove(name);
        loader.close();
    }
}
