package io.graft.eval.decoder;

import io.graft.core.checkpoint.Checkpoint;
import java.util.List;
import java.util.stream.IntStream;

/** How GPT-2 is put together. */
final class Gpt2 {
    private static final String EMBEDDING = "wte.weight";

    private final Parts parts;
    private final Architecture model;

    private Gpt2(Parts parts) {
        this.parts = parts;
        this.model = parts.architecture();
    }

    static Network build(Checkpoint checkpoint, Weights weights, Loader loader, Architecture model) {
        return new Gpt2(new Parts(checkpoint, weights, loader, model, List.of("transformer.", ""), EMBEDDING)).build();
    }

    private Network build() {
        Embedding embedding = new Embedding(parts.array(EMBEDDING, model.vocabulary(), model.hidden()), 1);
        List<Block> blocks =
                IntStream.range(0, model.layers().size()).mapToObj(this::block).toList();
        return new Network(
                model,
                parts.prefix() + EMBEDDING,
                embedding,
                parts.array("wpe.weight", model.maxLength(), model.hidden()),
                blocks,
                parts.layerNorm("ln_f"),
                parts.head(embedding),
                parts.linears());
    }

    private Block block(int layer) {
        String name = "h.%d.".formatted(layer);
        return new Block(
                model.layers().get(layer),
                parts.layerNorm(name + "ln_1"),
                attention(name + "attn.", layer),
                null,
                parts.layerNorm(name + "ln_2"),
                mlp(name + "mlp."),
                null);
    }

    private Attention attention(String name, int layer) {
        return new Attention(
                new Projection.Joint(
                        parts.flipped(name + "c_attn", 3L * model.hidden(), model.hidden()), model.hidden()),
                parts.flipped(name + "c_proj", model.hidden(), model.hidden()),
                null,
                null,
                model.heads(),
                model.heads().scaleOf(layer));
    }

    private Mlp mlp(String name) {
        return new Mlp(
                null,
                parts.flipped(name + "c_fc", model.inner(), model.hidden()),
                parts.flipped(name + "c_proj", model.hidden(), model.inner()),
                model.activation());
    }
}
