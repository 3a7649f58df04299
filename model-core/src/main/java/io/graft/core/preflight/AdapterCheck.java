package io.graft.core.preflight;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.adapter.Change;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Source;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What there is to say of an adapter on the model that a recipe puts it on. */
record AdapterCheck(ModelReference reference, MergeInputs inputs, Map<Source, Digest> bases) {
    private static final long QUICKLY_READ = 1 << 30;

    void addTo(List<Finding> findings) {
        inputs.adapter(reference).ifPresent(adapter -> {
            baseMismatch(adapter).ifPresent(findings::add);
            nameMismatch(adapter.config()).ifPresent(findings::add);
            unknownFields(adapter.config()).ifPresent(findings::add);
            notFinite(adapter).ifPresent(findings::add);
            withoutEffect().ifPresent(findings::add);
            converted(adapter.config()).ifPresent(findings::add);
            untied().ifPresent(findings::add);
            vocabulary().ifPresent(findings::add);
        });
    }

    private Optional<Finding> baseMismatch(Adapter adapter) {
        Digest wanted = Optional.ofNullable(bases.get(adapterSource()))
                .orElse(adapter.config().baseFingerprint());
        if (wanted == null) {
            return Optional.empty();
        }
        Optional<Digest> found = inputs.fingerprint(reference.model()).or(this::fingerprint);
        return found.isEmpty()
                ? Optional.of(unverified(wanted))
                : found.filter(digest -> !digest.equals(wanted)).map(digest -> mismatch(wanted, digest));
    }

    private Finding mismatch(Digest wanted, Digest found) {
        return finding(
                FindingCode.BASE_MISMATCH,
                "%s was trained on the base %s…, but %s is %s…"
                        .formatted(adapterSource(), wanted.abbreviated(), reference.model(), found.abbreviated()),
                "Merge it into the base that it was trained on.");
    }

    private Finding unverified(Digest wanted) {
        return finding(
                FindingCode.BASE_UNVERIFIED,
                "%s was trained on the base %s…; whether %s is that was not read: it holds more than %d MiB"
                        .formatted(adapterSource(), wanted.abbreviated(), reference.model(), QUICKLY_READ >> 20),
                "Register the base: its fingerprint is computed once and compared from then on.");
    }

    /** Of a model that is not known yet; empty if it takes long to read. */
    private Optional<Digest> fingerprint() {
        Checkpoint checkpoint = inputs.checkpoint(reference);
        long bytes =
                checkpoint.tensors().values().stream().mapToLong(Tensor::bytes).sum();
        return bytes > QUICKLY_READ ? Optional.empty() : Optional.of(Fingerprint.of(checkpoint));
    }

    /** Trainers write the base's name, or a path of their machine: a hint at most. */
    private Optional<Finding> nameMismatch(AdapterConfig config) {
        String name = config.baseModelName().map(AdapterCheck::lastPart).orElse("");
        if (name.isEmpty() || baseNames().stream().anyMatch(name::equals)) {
            return Optional.empty();
        }
        return Optional.of(finding(
                FindingCode.BASE_NAME_DIFFERS,
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
                        FindingCode.ADAPTER_FIELD_UNKNOWN,
                        "%s sets %s, which this version does not know"
                                .formatted(adapterSource(), String.join(", ", config.unknownFields())),
                        "Compare the merge with what PEFT makes of it."));
    }

    private Optional<Finding> notFinite(Adapter adapter) {
        return adapter.tensors().stream()
                .filter(tensor -> tensor.dtype().isFloat())
                .filter(tensor -> Effect.inSample(tensor, value -> !Double.isFinite(value)))
                .findFirst()
                .map(tensor -> FindingCode.ADAPTER_NOT_FINITE.at(
                        adapterSource() + ": " + tensor.name(),
                        "%s of %s holds NaN or infinity".formatted(tensor.name(), adapterSource()),
                        "Train the adapter again: it has diverged."));
    }

    private Optional<Finding> withoutEffect() {
        List<Change> deltas = inputs.changes(reference).all();
        long zero = deltas.stream().filter(Effect::isNone).count();
        if (zero == 0) {
            return Optional.empty();
        }
        return Optional.of(FindingCode.ZERO_DELTA.at(
                zero == deltas.size() ? Severity.WARNING : Severity.INFO,
                reference.toString(),
                "%d of the %d deltas of %s are zero".formatted(zero, deltas.size(), adapterSource()),
                "Make sure that this is the trained adapter and not a fresh one."));
    }

    private Optional<Finding> converted(AdapterConfig config) {
        return config.start()
                .map(start -> finding(
                        FindingCode.ADAPTER_CONVERTED,
                        "%s was started as %s: W becomes W + scale · (BA − B₀A₀), with B₀A₀ found in %s again"
                                .formatted(adapterSource(), start.word(), reference.model()),
                        "Make sure that this is the base it was trained on: any other has another start."));
    }

    private Optional<Finding> untied() {
        return inputs.changes(reference).untiesEmbeddings()
                ? Optional.of(finding(
                        FindingCode.EMBEDDINGS_UNTIED,
                        "%s changes the embedding or the output layer of %s, which are one tensor: the result has two"
                                .formatted(adapterSource(), reference.model()),
                        "Reckon with the memory of one more embedding."))
                : Optional.empty();
    }

    private Optional<Finding> vocabulary() {
        OptionalLong count = inputs.changes(reference).vocabulary();
        return count.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        FindingCode.VOCABULARY_CHANGED,
                        "%s brings a vocabulary of %d entries".formatted(adapterSource(), count.getAsLong()),
                        "Serve the result with the tokenizer that the adapter was trained with."));
    }

    private @Nullable Source adapterSource() {
        return reference.adapter();
    }

    private Finding finding(FindingCode code, String message, String remedy) {
        return code.at(reference.toString(), message, remedy);
    }
}
