package io.graft.core.adapter;

import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.ConfigFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What an adapter_config.json says that matters to a merge. Reading one refuses the kinds and features that no merge can hold. */
public final class AdapterConfig {
    /** How the file is called. */
    public static final String FILE = "adapter_config.json";

    private final AdapterKind kind;
    private final ScaleRule scaling;
    private final boolean fanInFanOut;
    private final Extras extras;
    private final Rotation.Settings rotation;
    private final @Nullable Start start;
    private final @Nullable String baseModel;
    private final @Nullable Digest baseFingerprint;
    private final List<String> unknownFields;

    private AdapterConfig(AdapterKind kind, ConfigFields fields) {
        this.kind = kind;
        this.scaling = KindFields.scaling(kind, fields);
        this.fanInFanOut = fields.flag("fan_in_fan_out");
        this.extras = KindFields.extras(kind, fields);
        this.rotation = KindFields.rotation(kind, fields);
        this.start = KindFields.start(kind, fields);
        this.baseModel = fields.text("base_model_name_or_path");
        this.baseFingerprint = fields.digest("graft_base_fingerprint");
        this.unknownFields = fields.unknown();
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
        return new AdapterConfig(Refusals.check(json, file), new ConfigFields(json, file));
    }

    public AdapterKind kind() {
        return kind;
    }

    /** The rank of the modules that no rank pattern covers; 0 for kinds that have none. */
    public int rank() {
        return scaling.rank();
    }

    /** What the trainer called the base, often a path of its machine. */
    public Optional<String> baseModelName() {
        return Optional.ofNullable(baseModel).filter(name -> !name.isBlank());
    }

    /** The base it was trained on, if {@code graft_base_fingerprint} states it. */
    public @Nullable Digest baseFingerprint() {
        return baseFingerprint;
    }

    /** The fields that are set and that this version of Graft knows nothing of. */
    public List<String> unknownFields() {
        return unknownFields;
    }

    /** What it started as, if that was taken off the base. */
    public Optional<Start> start() {
        return Optional.ofNullable(start);
    }

    ScaleRule scaling() {
        return scaling;
    }

    /** Whether the weights of the base are stored as [in, out]. */
    boolean fanInFanOut() {
        return fanInFanOut;
    }

    Extras extras() {
        return extras;
    }

    Rotation.Settings rotation() {
        return rotation;
    }

    /** The part of the config that changes what the adapter does, as text. */
    String canonical() {
        return "%s %s fan_in_fan_out=%s rank_pattern=%s alpha_pattern=%s%s\n"
                .formatted(
                        kind.name().toLowerCase(Locale.ROOT),
                        scaling.canonical(),
                        fanInFanOut,
                        scaling.ranks(),
                        scaling.alphas(),
                        canonicalExtras());
    }

    private String canonicalExtras() {
        String tokens = extras.tokens().entrySet().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(","));
        String all = "%s%s%s%s"
                .formatted(
                        start == null ? "" : " start=" + start.word(),
                        extras.tiesChanges() ? " ties" : "",
                        tokens.isEmpty() ? "" : " tokens=" + tokens,
                        kind == AdapterKind.OFT ? " " + rotation : "");
        return extras.parameters().isEmpty()
                ? all
                : all + " parameters=%s %s".formatted(extras.parameters(), extras.packing());
    }
}
