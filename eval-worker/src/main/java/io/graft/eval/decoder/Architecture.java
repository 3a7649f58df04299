package io.graft.eval.decoder;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import java.util.List;

/**
 * All numbers that a model's computation depends on, beside its weights.
 *
 * @param hidden dimensions of what flows from layer to layer
 * @param inner dimensions inside a layer's second half
 * @param layers the kind of each
 * @param maxLength as many tokens as the model was made for
 * @param epsilon of the norms
 * @param finalCap bound on the logits; 0 for none
 * @param tied whether the output layer is the embedding
 */
record Architecture(
        Family family,
        int hidden,
        int inner,
        int vocabulary,
        List<LayerKind> layers,
        int maxLength,
        Heads heads,
        double epsilon,
        Activation activation,
        float finalCap,
        boolean tied) {
    static Architecture of(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        String file = checkpoint.folder().resolve(ModelConfig.FILE).toString();
        Family family = Family.of(config, file);
        ConfigFields fields = new ConfigFields(file, config.json());
        config.quantization().ifPresent(_ -> {
            throw fields.unsupported("quantization_config", "its weights are quantised");
        });
        boolean tied = config.tiesEmbeddings().orElse(family.tiesByDefault() || checkpoint.tiesEmbeddings());
        return family == Family.GPT2 ? gpt2(fields, tied) : modern(fields, family, tied);
    }

    private static Architecture modern(ConfigFields fields, Family family, boolean tied) {
        if (fields.flag("use_bidirectional_attention", false)) {
            throw fields.unsupported("use_bidirectional_attention", "it is no decoder");
        }
        int hidden = fields.count("hidden_size");
        int maxLength = maxLength(fields);
        Heads heads = Heads.read(fields, family, hidden);
        return new Architecture(
                family,
                hidden,
                fields.count("intermediate_size"),
                family == Family.GEMMA3 ? fields.count("vocab_size", 262_208) : fields.count("vocab_size"),
                LayerKinds.read(fields, family, heads, maxLength),
                maxLength,
                heads,
                fields.positive("rms_norm_eps", 1e-6),
                Activation.read(fields, family),
                family.normsOutputs()
                        ? (float) Heads.cap(fields, "final_logit_softcapping", family == Family.GEMMA2 ? 30 : 0)
                        : 0,
                tied);
    }

    private static Architecture gpt2(ConfigFields fields, boolean tied) {
        if (fields.flag("add_cross_attention", false)) {
            throw fields.unsupported("add_cross_attention", "it is no plain decoder");
        }
        int hidden = fields.count("n_embd");
        return new Architecture(
                Family.GPT2,
                hidden,
                fields.count("n_inner", 4 * hidden),
                fields.count("vocab_size"),
                LayerKinds.plain(fields.count("n_layer"), fields, new LayerKind(0, null)),
                fields.count("n_positions", 1024),
                Heads.gpt2(fields, hidden),
                fields.positive("layer_norm_epsilon", 1e-5),
                Activation.read(fields, Family.GPT2),
                0,
                tied);
    }

    /** As lm-evaluation-harness finds it. */
    private static int maxLength(ConfigFields fields) {
        return fields.count("n_positions", fields.count("max_position_embeddings", fields.count("n_ctx", 2048)));
    }
}
