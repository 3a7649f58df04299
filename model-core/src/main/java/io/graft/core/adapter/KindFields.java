package io.graft.core.adapter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields of a config mean what for which kind of adapter. */
final class KindFields {
    private static final int ADAPTIVE_RANK = 12;
    private static final int NEUMANN_TERMS = 5;
    private static final double LOOSEST_BOUND = 6e-5;

    private KindFields() {}

    static ScaleRule scaling(AdapterKind kind, ConfigFields fields) {
        return switch (kind) {
            case LORA ->
                scaling(
                        fields,
                        fields.rank("r"),
                        "lora_alpha",
                        fields.flag("use_rslora") ? ScaleRule.Divisor.ROOT_OF_RANK : ScaleRule.Divisor.RANK);
            case LOHA, LOKR -> scaling(fields, fields.rank("r"), "alpha", ScaleRule.Divisor.RANK);
            case ADALORA -> adaptive(fields);
            case VERA -> plain(fields, fields.rank("r"), 1);
            case IA3, OFT, TRAINABLE_TOKENS -> plain(fields, 0, 1);
        };
    }

    private static ScaleRule scaling(ConfigFields fields, int rank, String alpha, ScaleRule.Divisor divisor) {
        return new ScaleRule(
                rank, fields.number(alpha), fields.patterns("rank_pattern"), fields.patterns("alpha_pattern"), divisor);
    }

    /** Its rank_pattern says which ranks are left, and so does the shape of its tensors. */
    private static ScaleRule adaptive(ConfigFields fields) {
        int rank = fields.has("init_r") ? fields.rank("init_r") : ADAPTIVE_RANK;
        return new ScaleRule(
                rank,
                fields.number("lora_alpha"),
                fields.noPatterns(),
                fields.patterns("alpha_pattern"),
                ScaleRule.Divisor.GUARDED_RANK);
    }

    private static ScaleRule plain(ConfigFields fields, int rank, double alpha) {
        return new ScaleRule(rank, alpha, fields.noPatterns(), fields.noPatterns(), ScaleRule.Divisor.RANK);
    }

    static Extras extras(AdapterKind kind, ConfigFields fields) {
        return new Extras(
                fields.flag("use_dora"),
                fields.flag("lora_bias"),
                fields.has("bias") && !"none".equals(fields.text("bias")),
                fields.flag("ensure_weight_tying"),
                fields.texts("modules_to_save"),
                kind == AdapterKind.TRAINABLE_TOKENS
                        ? Map.of("", fields.indices("token_indices"))
                        : fields.indicesByName("trainable_token_indices"),
                fields.texts("target_parameters"),
                packing(fields));
    }

    static @Nullable Start start(AdapterKind kind, ConfigFields fields) {
        return kind == AdapterKind.LORA
                ? Start.named(fields.text("init_lora_weights")).orElse(null)
                : null;
    }

    private static MoePacking packing(ConfigFields fields) {
        if (!fields.has(MoePacking.FIELD)) {
            return new MoePacking(PeftVersion.parse(fields.text("peft_version")), List.of());
        }
        ConfigFields own = fields.in(MoePacking.FIELD);
        String version = own.text("peft");
        return new MoePacking(
                PeftVersion.parse(version == null ? fields.text("peft_version") : version),
                own.texts("inner_to_outer"));
    }

    static Rotation.Settings rotation(AdapterKind kind, ConfigFields fields) {
        if (kind != AdapterKind.OFT) {
            return new Rotation.Settings(0, Double.POSITIVE_INFINITY);
        }
        @Nullable PeftVersion version = PeftVersion.parse(fields.text("peft_version"));
        boolean series = fields.flag("use_cayley_neumann");
        if (!fields.has("oft_block_size") || (series && (version == null || !version.isAtLeast(0, 18)))) {
            throw fields.outdated("OFT has changed its meaning in PEFT 0.14, and its Neumann series in 0.18");
        }
        double bound = fields.has("eps") ? fields.number("eps") : LOOSEST_BOUND;
        int terms = fields.has("num_cayley_neumann_terms") ? fields.rank("num_cayley_neumann_terms") : NEUMANN_TERMS;
        return new Rotation.Settings(series ? terms : 0, fields.flag("coft") ? bound : Double.POSITIVE_INFINITY);
    }
}
