package io.graft.core.adapter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an adapter's tensor says.
 *
 * @param module its layer in the trained model, such as {@code model.layers.0.self_attn.q_proj}
 * @param part what it is to that layer, such as {@code lora_A}; without an ending {@code .weight}
 */
record ModulePart(String module, String part) {
    private static final Pattern NAME = Pattern.compile("(.+?)\\.(?:token_adapter\\.)?("
            + "lora_[ABE]|lora_B\\.bias|lora_embedding_[AB]|lora_magnitude_vector|vera_lambda_[bd]|ia3_l"
            + "|hada_(?:w[12]_[ab]|t[12])|lokr_(?:w[12](?:_[ab])?|t2)|oft_R|oft_embedding_R|trainable_tokens_delta"
            + "|base_layer\\.bias|base_layer)(?:\\.weight)?");

    static Optional<ModulePart> of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(new ModulePart(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
