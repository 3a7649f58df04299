package io.graft.core.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an adapter of {@code target_parameters} was packed, as far as it says so itself. Stated by {@code graft_moe_packing} in
 * adapter_config.json, such as {@code {"peft": "0.19", "inner_to_outer": ["gate_up_proj", "down_proj"]}}; the version else by
 * {@code peft_version}.
 *
 * @param version of PEFT that trained it
 * @param innerToOuter the parameters of a module, in the order in which their wrappers are nested; empty if not stated
 */
record MoePacking(@Nullable PeftVersion version, List<String> innerToOuter) {
    static final String FIELD = "graft_moe_packing";

    MoePacking {
        innerToOuter = List.copyOf(innerToOuter);
    }
}
