package io.graft.eval.decoder;

/**
 * The heads of a layer's attention.
 *
 * @param queries how many there are
 * @param keys how many there are of keys and values; each serves as many queries as any other
 * @param size dimensions of each
 * @param scale on the product of query and key
 * @param divided whether the scale is divided by the number of the layer, counted from 1
 * @param softCap bound on that product; 0 for none
 */
record Heads(int queries, int keys, int size, double scale, boolean divided, float softCap) {
    static Heads read(ConfigFields fields, Family family, int hidden) {
        int queries =
                family == Family.GEMMA3 ? fields.count("num_attention_heads", 8) : fields.count("num_attention_heads");
        int keys = fields.count("num_key_value_heads", keysByDefault(family, queries));
        if (queries % keys != 0) {
            throw fields.invalid("num_key_value_heads", "a divisor of the %d heads".formatted(queries));
        }
        int size = fields.count("head_dim", 0);
        if (size == 0) {
            size = sizeByDefault(fields, family, hidden, queries);
        }
        if (size % 2 != 0) {
            throw fields.invalid("head_dim", "even");
        }
        double squared = family.normsOutputs() ? fields.positive("query_pre_attn_scalar", 256) : size;
        double cap = family == Family.GEMMA2 ? cap(fields, "attn_logit_softcapping", 50) : 0;
        return new Heads(queries, keys, size, Math.pow(squared, -0.5), false, (float) cap);
    }

    static Heads gpt2(ConfigFields fields, int hidden) {
        int heads = fields.count("n_head");
        int size = part(fields, "n_head", hidden, heads);
        double scale = fields.flag("scale_attn_weights", true) ? Math.pow(size, -0.5) : 1;
        return new Heads(heads, heads, size, scale, fields.flag("scale_attn_by_inverse_layer_idx", false), 0);
    }

    /** A cap that is as usual if it is not stated, and none if it is stated to be null. */
    static double cap(ConfigFields fields, String key, double usual) {
        return fields.isStated(key) ? fields.positive(key, 0) : usual;
    }

    private static int keysByDefault(Family family, int queries) {
        return switch (family) {
            case MISTRAL -> 8;
            case GEMMA2, GEMMA3 -> 4;
            default -> queries;
        };
    }

    private static int sizeByDefault(ConfigFields fields, Family family, int hidden, int queries) {
        return switch (family) {
            case QWEN3 -> 128;
            case GEMMA, GEMMA2, GEMMA3 -> 256;
            default -> part(fields, "num_attention_heads", hidden, queries);
        };
    }

    private static int part(ConfigFields fields, String key, int hidden, int heads) {
        if (hidden % heads != 0) {
            throw fields.invalid(key, "a divisor of the %d dimensions".formatted(hidden));
        }
        return hidden / heads;
    }

    float scaleOf(int layer) {
        return (float) (divided ? scale / (layer + 1) : scale);
    }

    /** How many queries each key serves. */
    int group() {
        return queries / keys;
    }
}
