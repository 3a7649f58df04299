package io.graft.core.adapter;

import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.ConfigFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an adapter_config.json says that matters to a merge. Reading one refuses every kind of adapter, and every feature, that
 * would make the merge something other than {@code W + scale · B · A}.
 *
 * @param rank of the modules that no rank pattern covers
 * @param alpha of the modules that no alpha pattern covers
 * @param rankStabilised whether alpha is divided by the square root of the rank instead of the rank
 * @param fanInFanOut whether the weights of the base are stored as [in, out]
 * @param baseModel what the trainer called the base, often a path of its machine
 * @param baseFingerprint of the base it was trained on, if {@code graft_base_fingerprint} states it
 * @param targetModules as written, for people; the tensors say what is really there
 * @param unknownFields that are set and that this version of Graft knows nothing of
 */
public record AdapterConfig(
        int rank,
        double alpha,
        ModulePatterns rankPattern,
        ModulePatterns alphaPattern,
        boolean rankStabilised,
        boolean fanInFanOut,
        @Nullable String baseModel,
        @Nullable Digest baseFingerprint,
        List<String> targetModules,
        List<String> unknownFields) {
    /** How the file is called. */
    public static final String FILE = "adapter_config.json";

    public AdapterConfig {
        targetModules = List.copyOf(targetModules);
        unknownFields = List.copyOf(unknownFields);
    }

    public static AdapterConfig read(Path file) {
        return parse(ConfigFile.read(file), file.toString());
    }

    /**
     * Reads the config from a stream.
     *
     * @param file how to call it in errors
     */
    public static AdapterConfig read(InputStream bytes, String file) {
        return parse(ConfigFile.read(bytes, file), file);
    }

    private static AdapterConfig parse(ObjectNode json, String file) {
        Refusals.check(json, file);
        ConfigFields fields = new ConfigFields(json, file);
        return new AdapterConfig(
                fields.rank(),
                fields.number("lora_alpha"),
                fields.patterns("rank_pattern"),
                fields.patterns("alpha_pattern"),
                fields.flag("use_rslora"),
                fields.flag("fan_in_fan_out"),
                fields.text("base_model_name_or_path"),
                fields.digest("graft_base_fingerprint"),
                fields.texts("target_modules"),
                fields.unknown());
    }

    /** What the trainer called the base. */
    public Optional<String> baseModelName() {
        return Optional.ofNullable(baseModel).filter(name -> !name.isBlank());
    }

    /** The rank that the config gives to a module such as {@code model.layers.0.self_attn.q_proj}. */
    int rankOf(String module) {
        return (int) rankPattern.valueFor(module).orElse(rank);
    }

    /** What {@code B · A} of a module is multiplied by, in float64. */
    double scaleOf(String module) {
        double numerator = alphaPattern.valueFor(module).orElse(alpha);
        double denominator = rankOf(module);
        return numerator / (rankStabilised ? Math.sqrt(denominator) : denominator);
    }

    /** The part of the config that changes what the adapter does, as text. */
    String canonical() {
        return "lora r=%d alpha=%s rslora=%s fan_in_fan_out=%s rank_pattern=%s alpha_pattern=%s\n"
                .formatted(rank, alpha, rankStabilised, fanInFanOut, rankPattern, alphaPattern);
    }
}
