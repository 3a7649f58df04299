package io.graft.eval.decoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which layers see how far, and how their positions are told apart. */
final class LayerKinds {
    private static final int MOST_LAYERS = 10_000;
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";
    private static final int USUAL_WINDOW = 4096;

    private LayerKinds() {}

    static List<LayerKind> read(ConfigFields fields, Family family, Heads heads, int maxLength) {
        int layers =
                family == Family.GEMMA3 ? fields.count("num_hidden_layers", 26) : fields.count("num_hidden_layers");
        LayerKind full = new LayerKind(0, rope(fields, family, FULL, heads, maxLength));
        return switch (family) {
            case LLAMA, GEMMA, GPT2 -> plain(layers, fields, full);
            case MISTRAL ->
                plain(layers, fields, new LayerKind(fields.length("sliding_window", USUAL_WINDOW), full.rope()));
            case QWEN2, QWEN3 ->
                fields.flag("use_sliding_window", false)
                        ? mixed(layers, fields, family, full, full)
                        : plain(layers, fields, full);
            case GEMMA2 -> mixed(layers, fields, family, full, full);
            case GEMMA3 ->
                mixed(layers, fields, family, full, new LayerKind(0, rope(fields, family, SLIDING, heads, maxLength)));
        };
    }

    static List<LayerKind> plain(int layers, ConfigFields fields, LayerKind kind) {
        if (layers > MOST_LAYERS) {
            throw fields.invalid("num_hidden_layers", "at most %d".formatted(MOST_LAYERS));
        }
        return Collections.nCopies(layers, kind);
    }

    private static List<LayerKind> mixed(
            int layers, ConfigFields fields, Family family, LayerKind full, LayerKind sliding) {
        List<String> names = fields.texts("layer_types")
                .orElseGet(() -> namesByDefault(plain(layers, fields, full).size(), fields, family));
        if (names.size() != layers) {
            throw fields.invalid("layer_types", "a list of %d, one for each layer".formatted(layers));
        }
        int window = fields.length("sliding_window", USUAL_WINDOW);
        List<LayerKind> kinds = new ArrayList<>();
        for (String name : names) {
            kinds.add(
                    switch (name) {
                        case FULL -> full;
                        case SLIDING -> new LayerKind(window, sliding.rope());
                        default ->
                            throw fields.unsupported("layer_types", "a layer of type %.40s is unknown".formatted(name));
                    });
        }
        return List.copyOf(kinds);
    }

    private static List<String> namesByDefault(int layers, ConfigFields fields, Family family) {
        int pattern = fields.count("sliding_window_pattern", fields.count("_sliding_window_pattern", 6));
        int firstSliding = fields.index("max_window_layers", 28);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            boolean slides =
                    switch (family) {
                        case GEMMA2 -> i % 2 == 0;
                        case GEMMA3 -> (i + 1) % pattern != 0;
                        default -> i >= firstSliding;
                    };
            names.add(slides ? SLIDING : FULL);
        }
        return names;
    }

    /** By the new form of the config, with the old one for what it leaves unsaid. */
    private static Rope rope(ConfigFields fields, Family family, String layers, Heads heads, int maxLength) {
        boolean local = family == Family.GEMMA3 && layers.equals(SLIDING);
        double usual = local
                ? fields.positive("rope_local_base_freq", 10_000)
                : fields.positive("rope_theta", family == Family.GEMMA3 ? 1e6 : 1e4);
        ConfigFields none = new ConfigFields(fields.file(), fields.json().objectNode());
        ConfigFields whole = fields.in("rope_parameters").orElse(none);
        ConfigFields own = whole.isStated(FULL) || whole.isStated(SLIDING)
                ? whole.in(layers).orElse(none)
                : whole;
        boolean isOld = own.json().isEmpty() && !local;
        ConfigFields chosen = isOld ? fields.in("rope_scaling").orElse(none) : own;
        return Rope.read(chosen, heads.size(), own.positive("rope_theta", usual), maxLength);
    }
}
