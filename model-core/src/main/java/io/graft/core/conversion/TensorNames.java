package io.graft.core.conversion;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the two worlds call the same tensor. */
final class TensorNames {
    static final String EMBEDDING = "token_embd.weight";
    static final String OUTPUT = "output.weight";
    static final String HEAD = "lm_head.weight";
    static final String ROPE = "rope_freqs.weight";

    private static final Map<String, String> OUTSIDE =
            Map.of("model.embed_tokens.weight", EMBEDDING, "model.norm.weight", "output_norm.weight", HEAD, OUTPUT);
    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("input_layernorm", "attn_norm"),
            Map.entry("self_attn.q_proj", "attn_q"),
            Map.entry("self_attn.k_proj", "attn_k"),
            Map.entry("self_attn.v_proj", "attn_v"),
            Map.entry("self_attn.o_proj", "attn_output"),
            Map.entry("self_attn.q_norm", "attn_q_norm"),
            Map.entry("self_attn.k_norm", "attn_k_norm"),
            Map.entry("post_attention_layernorm", "ffn_norm"),
            Map.entry("mlp.gate_proj", "ffn_gate"),
            Map.entry("mlp.up_proj", "ffn_up"),
            Map.entry("mlp.down_proj", "ffn_down"));
    private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)\\.(weight|bias)");
    private static final Pattern BLOCK = Pattern.compile("blk\\.(\\d+)\\.(.+)\\.(weight|bias)");

    private TensorNames() {}

    static Optional<String> toGguf(String name) {
        return Optional.ofNullable(OUTSIDE.get(name)).or(() -> inside(LAYER, name, MODULES, "blk."));
    }

    static Optional<String> fromGguf(String name) {
        return Optional.ofNullable(inverse(OUTSIDE).get(name))
                .or(() -> inside(BLOCK, name, inverse(MODULES), "model.layers."));
    }

    private static Optional<String> inside(Pattern form, String name, Map<String, String> modules, String prefix) {
        Matcher parts = form.matcher(name);
        return parts.matches()
                ? Optional.ofNullable(modules.get(parts.group(2)))
                        .map(module -> prefix + parts.group(1) + "." + module + "." + parts.group(3))
                : Optional.empty();
    }

    private static Map<String, String> inverse(Map<String, String> names) {
        Function<Map.Entry<String, String>, String> value = Map.Entry::getValue;
        return names.entrySet().stream().collect(Collectors.toMap(value, Map.Entry::getKey));
    }
}
