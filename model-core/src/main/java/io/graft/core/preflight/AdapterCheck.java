package io.graft.core.preflight;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.adapter.Change;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to say of an adapter on the model that a recipe puts it on. */
record AdapterCheck(ModelReference reference, MergeInputs inputs, Map<Source, Digest> bases) {
    void addTo(List<Finding> findings) {
        inputs.adapter(reference).ifPresent(adapter -> {
            baseMismatch(adapter).ifPresent(findings::add);
            nameMismatch(adapter.config()).ifPresent(findings::add);
            unknownFields(adapter.config()).ifPresent(findings::add);
            notFinite(adapter).ifPresent(findings::add);
            withoutEffect(adapter).ifPresent(findings::add);
            converted(adapter.config()).ifPresent(findings::add);
        });
    }

    private Optional<Finding> baseMismatch(Adapter adapter) {
        Digest wanted = Optional.ofNullable(bases.get(adapterSource()))
                .orElse(adapter.config().baseFingerprint());
        if (wanted == null || wanted.equals(fingerprint())) {
            return Optional.empty();
        }
        return Optional.of(finding(
                "BASE_MISMATCH",
                Severity.ERROR,
                "%s was trained on the base %s…, but %s is %s…"
                        .formatted(
                                adapterSource(),
                                wanted.abbreviated(),
                                reference.model(),
                                fingerprint().abbreviated()),
                "Merge it into the base that it was trained on."));
    }

    private Digest fingerprint() {
        return inputs.fingerprint(reference.model()).orElseGet(() -> Fingerprint.of(inputs.checkpoint(reference)));
    }

    /** Trainers write the base's name, or a path of their machine: a hint at most. */
    private Optional<Finding> nameMismatch(AdapterConfig config) {
        String name = config.baseModelName().map(AdapterCheck::lastPart).orElse("");
        if (name.isEmpty() || baseNames().stream().anyMatch(name::equals)) {
            return Optional.empty();
        }
        return Optional.of(finding(
                "BASE_NAME_DIFFERS",
                Severity.INFO,
                "%s names its base \"%s\", and is put on %s"
                        .formatted(adapterSource(), config.baseModelName().orElse(""), reference.model()),
                "Make sure that these are the same weights."));
    }

    private List<String> baseNames() {
        String asWritten = reference.model().toString();
        return List.of(
                lastPart(asWritten.replaceFirst("@[^@/]*$", "")),
                lastPart(inputs.folder(reference.model()).toString()));
    }

    private static String lastPart(String path) {
        String plain = path.replaceFirst("[/\\\\]+$", "");
        return plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
    }

    private Optional<Finding> unknownFields(AdapterConfig config) {
        return config.unknownFields().isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        "ADAPTER_FIELD_UNKNOWN",
                        Severity.WARNING,
                        "%s sets %s, which this version does not know"
                                .formatted(adapterSource(), String.join(", ", config.unknownFields())),
                        "Compare the merge with what PEFT makes of it."));
    }

    private Optional<Finding> notFinite(Adapter adapter) {
        return adapter.tensors().stream()
                .filter(tensor -> tensor.dtype().isFloat())
                .filter(tensor -> Effect.any(tensor, value -> !Double.isFinite(value)))
                .findFirst()
                .map(tensor -> new Finding(
                        "ADAPTER_NOT_FINITE",
                        Severity.ERROR,
                        adapterSource() + ": " + tensor.name(),
                        "%s of %s holds NaN or infinity".formatted(tensor.name(), adapterSource()),
                        "Train the adapter again: it has diverged."));
    }

    private Optional<Finding> withoutEffect(Adapter adapter) {
        List<Change> deltas = adapter.changes(inputs.checkpoint(reference)).all();
        long zero = deltas.stream().filter(Effect::isNone).count();
        if (zero == 0) {
            return Optional.empty();
        }
        return Optional.of(finding(
                "ZERO_DELTA",
                zero == deltas.size() ? Severity.WARNING : Severity.INFO,
                "%d of the %d deltas of %s are zero".formatted(zero, deltas.size(), adapterSource()),
                "Make sure that this is the trained adapter and not a fresh one."));
    }

    private Optional<Finding> converted(AdapterConfig config) {
        return config.start()
                .map(start -> finding(
                        "ADAPTER_CONVERTED",
                        Severity.INFO,
                        "%s was started as %s: W becomes W + scale · (BA − B₀A₀), with B₀A₀ found in %s again"
                                .formatted(adapterSource(), start.word(), reference.model()),
                        "Make sure that this is the base it was trained on: any other has another start."));
    }

    private @Nullable Source adapterSource() {
        return reference.adapter();
    }

    private Finding finding(String code, Severity severity, String message, String remedy) {
        return new Finding(code, severity, reference.toString(), message, remedy);
    }
}
