package io.graft.eval.decoder;

import io.graft.core.checkpoint.Checkpoint;
import java.util.List;
import java.util.stream.IntStream;

/** How Llama and its descendants are put together. */
final class Modern {
    private static final List<String> PREFIXES =
            List.of("model.", "", "language_model.model.", "model.language_model.");
    private static final String EMBEDDING = "embed_tokens.weight";

    private final Parts parts;
    private final Architecture model;
    private final boolean attentionBias;
    private final boolean mlpBias;

    private Modern(Parts parts, Checkpoint checkpoint) {
        this.parts = parts;
        this.model = parts.architecture();
        Family family = model.family();
        ConfigFields fields = new ConfigFields(
                checkpoint.folder() + ": config.json", checkpoint.config().json());
        boolean may = family == Family.LLAMA || family == Family.QWEN3 || family.isGemma();
        this.attentionBias = may && fields.flag("attention_bias", false);
        this.mlpBias = family == Family.LLAMA && fields.flag("mlp_bias", false);
    }

    static Network build(Checkpoint checkpoint, Weights weights, Loader loader, Architecture model) {
        Parts parts = new Parts(checkpoint, weights, loader, model, PREFIXES, EMBEDDING);
        return new Modern(parts, checkpoint).build();
    }

    private Network build() {
        Embedding embedding =
                new Embedding(parts.array(EMBEDDING, model.vocabulary(), model.hidden()), embeddingScale());
        List<Block> blocks =
                IntStream.range(0, model.layers().size()).mapToObj(this::block).toList();
        Norm last = parts.rms("norm", model.hidden());
        return new Network(
                model,
                parts.prefix() + EMBEDDING,
                embedding,
                null,
                blocks,
                last,
                parts.head(embedding),
                parts.linears());
    }

    private float embeddingScale() {
        return model.family().isGemma() ? parts.rounded(Math.sqrt(model.hidden()), EMBEDDING) : 1;
    }

    private Block block(int layer) {
        String name = "layers.%d.".formatted(layer);
        boolean four = model.family().normsOutputs();
        String afterAttention = name + "post_attention_layernorm";
        return new Block(
                model.layers().get(layer),
                parts.rms(name + "input_layernorm", model.hidden()),
                attention(name + "self_attn.", layer),
                parts.rmsIf(four, afterAttention, model.hidden()),
                parts.rms(four ? name + "pre_feedforward_layernorm" : afterAttention, model.hidden()),
                mlp(name + "mlp."),
                parts.rmsIf(four, name + "post_feedforward_layernorm", model.hidden()));
    }

    private Attention attention(String name, int layer) {
        Heads heads = model.heads();
        boolean biased = attentionBias || model.family() == Family.QWEN2;
        long queries = (long) heads.queries() * heads.size();
        long keys = (long) heads.keys() * heads.size();
        boolean normed = model.family().normsHeads();
        return new Attention(
                new Projection.Separate(
                        parts.linear(name + "q_proj", queries, model.hidden(), biased),
                        parts.linear(name + "k_proj", keys, model.hidden(), biased),
                        parts.linear(name + "v_proj", keys, model.hidden(), biased)),
                parts.linear(name + "o_proj", model.hidden(), queries, attentionBias),
                parts.rmsIf(normed, name + "q_norm", heads.size()),
                parts.rmsIf(normed, name + "k_norm", heads.size()),
                heads,
                heads.scaleOf(layer));
    }

    private Mlp mlp(String name) {
        return new Mlp(
                parts.linear(name + "gate_proj", model.inner(), model.hidden(), mlpBias),
                parts.linear(name + "up_proj", model.inner(), model.hidden(), mlpBias),
                parts.linear(name + "down_proj", model.hidden(), model.inner(), mlpBias),
                model.activation());
    }
}
