package io.graft.eval.decoder;

import java.util.Arrays;

/**
 * Rotary position embedding: which angle each pair of a head's dimensions turns by from one position to the next. Computed in
 * float32 and in transformers' order, since at high positions the last bit of a frequency shows.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">RoFormer</a>
 */
final class Rope {
    private final float[] frequencies;
    private final float factor;

    private Rope(float[] frequencies, float factor) {
        this.frequencies = frequencies;
        this.factor = factor;
    }

    static Rope read(ConfigFields fields, int headSize, double theta, int maxLength) {
        if (fields.positive("partial_rotary_factor", 1) != 1) {
            throw fields.unsupported("partial_rotary_factor", "only whole heads are turned");
        }
        String type = fields.text("rope_type").or(() -> fields.text("type")).orElse("default");
        float[] plain = plain(headSize, theta);
        return switch (type) {
            case "default" -> new Rope(plain, 1);
            case "linear" -> new Rope(divided(plain, factor(fields)), 1);
            case "llama3" -> new Rope(llama3(plain, fields, maxLength), 1);
            case "yarn" -> yarn(fields, headSize, theta, maxLength);
            default -> throw unsupported(fields, type);
        };
    }

    private static RuntimeException unsupported(ConfigFields fields, String type) {
        return DecoderError.ROPE_UNSUPPORTED.at(
                fields.file() + ": rope_type",
                "RoPE of type %.40s cannot be run".formatted(type),
                "Serve this model by an OpenAI-compatible server.");
    }

    private static float factor(ConfigFields fields) {
        return (float) fields.positive("factor").orElseThrow(() -> fields.invalid("factor", "a number above 0"));
    }

    private static float[] powers(int headSize, double theta) {
        float[] powers = new float[headSize / 2];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = (float) Math.pow(theta, (float) (2 * i) / headSize);
        }
        return powers;
    }

    private static float[] plain(int headSize, double theta) {
        float[] plain = powers(headSize, theta);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = 1 / plain[i];
        }
        return plain;
    }

    private static float[] divided(float[] plain, float factor) {
        float[] divided = plain.clone();
        for (int i = 0; i < divided.length; i++) {
            divided[i] /= factor;
        }
        return divided;
    }

    /** Long waves are stretched, short ones kept, those between blended. */
    private static float[] llama3(float[] plain, ConfigFields fields, int maxLength) {
        float factor = factor(fields);
        float low = (float) fields.positive("low_freq_factor", 1);
        float high = (float) fields.positive("high_freq_factor", 4);
        float original = (float) fields.count("original_max_position_embeddings", maxLength);
        if (!(high > low)) {
            throw fields.invalid("high_freq_factor", "above low_freq_factor");
        }
        float[] scaled = plain.clone();
        for (int i = 0; i < scaled.length; i++) {
            float wave = (float) (2 * Math.PI) / plain[i];
            if (wave > original / low) {
                scaled[i] = plain[i] / factor;
            } else if (wave >= original / high) {
                float smooth = (original / wave - low) / (high - low);
                scaled[i] = (1 - smooth) * plain[i] / factor + smooth * plain[i];
            }
        }
        return scaled;
    }

    /** @see <a href="https://arxiv.org/abs/2309.00071">YaRN</a> */
    private static Rope yarn(ConfigFields fields, int headSize, double theta, int maxLength) {
        int original = fields.count("original_max_position_embeddings", maxLength);
        double factor = fields.positive("factor", (double) maxLength / original);
        double low = turns(fields.positive("beta_fast", 32), headSize, theta, original);
        double high = turns(fields.positive("beta_slow", 1), headSize, theta, original);
        boolean truncate = fields.flag("truncate", true);
        double first = Math.max(truncate ? Math.floor(low) : low, 0);
        double last = Math.min(truncate ? Math.ceil(high) : high, headSize - 1);
        float[] frequencies = powers(headSize, theta);
        for (int i = 0; i < frequencies.length; i++) {
            double width = first == last ? 0.001 : last - first;
            float kept = 1 - Math.clamp((float) ((i - first) / width), 0f, 1f);
            float stretched = 1 / ((float) factor * frequencies[i]);
            frequencies[i] = stretched * (1 - kept) + 1 / frequencies[i] * kept;
        }
        return new Rope(frequencies, (float) yarnFactor(fields, factor));
    }

    /** The dimension that turns so many times within the original length. */
    private static double turns(double times, int headSize, double theta, int original) {
        return headSize * Math.log(original / (times * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static double yarnFactor(ConfigFields fields, double factor) {
        double one = fields.positive("mscale", 0);
        double all = fields.positive("mscale_all_dim", 0);
        double inferred = one > 0 && all > 0 ? scale(factor, one) / scale(factor, all) : scale(factor, 1);
        return fields.positive("attention_factor", inferred);
    }

    private static double scale(double factor, double weight) {
        return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }

    /** Half as many as a head has dimensions. */
    int pairs() {
        return frequencies.length;
    }

    float cosine(int position, int pair) {
        return (float) Math.cos(frequencies[pair] * position) * factor;
    }

    float sine(int position, int pair) {
        return (float) Math.sin(frequencies[pair] * position) * factor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rope rope && factor == rope.factor && Arrays.equals(frequencies, rope.frequencies);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frequencies);
    }
}
