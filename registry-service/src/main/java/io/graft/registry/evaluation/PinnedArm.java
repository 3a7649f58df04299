package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.forgetting.Arm.Role;
import io.graft.core.job.Task;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is run, with the versions that its references mean at this moment.
 *
 * @param role what it is to the version whose forgetting is judged; null where nothing is
 */
record PinnedArm(@Nullable Role role, PinnedVersion model, List<PinnedVersion> adapters) {
    /** What computes, and in what type. Another engine's results are others. */
    private static final String ENGINE = "djl-0.35.1 pytorch-2.7.1 float32";

    /** What decides how text becomes tokens and a conversation becomes text. */
    private static final Pattern TOKENIZER = Pattern.compile(
            "tokenizer.*|vocab.*|merges\\.txt|special_tokens_map\\.json|added_tokens\\.json|chat_template.*");

    PinnedArm {
        adapters = List.copyOf(adapters);
        requireKind(model, false);
        for (PinnedVersion adapter : adapters) {
            requireKind(adapter, true);
            requireTrainedOn(adapter, model);
        }
    }

    /** {@code model@1}, or {@code model@1+adapter@2}. */
    String name() {
        return Stream.concat(Stream.of(model), adapters.stream())
                .map(PinnedVersion::reference)
                .collect(Collectors.joining("+"));
    }

    String roleName() {
        return role == null ? "arm" : role.word();
    }

    Stream<PinnedVersion> versions() {
        return Stream.concat(Stream.of(model), adapters.stream());
    }

    /** Over everything that its result depends on, and over no name. */
    Digest key(Digest suite, Task.RunSettings settings) {
        String adapted =
                adapters.stream().map(adapter -> adapter.digest().hex()).collect(Collectors.joining(","));
        return Digest.of(String.join(
                "\n",
                "result",
                ENGINE,
                settings.device(),
                suite.hex(),
                settings.tasks().stream().sorted().distinct().collect(Collectors.joining(",")),
                amount(settings),
                Objects.requireNonNullElse(model.fingerprint(), model.digest()).hex(),
                tokenizer(),
                adapted));
    }

    private static String amount(Task.RunSettings settings) {
        return settings.numFewshot() == null
                ? String.valueOf(settings.limit())
                : "%s documents, %d examples".formatted(settings.limit(), settings.numFewshot());
    }

    private String tokenizer() {
        return model.files().stream()
                .filter(file -> TOKENIZER.matcher(file.path()).matches())
                .map(PinnedArm::named)
                .collect(Collectors.joining(","));
    }

    private static String named(ArtifactFile file) {
        return file.path() + "=" + file.sha256().hex();
    }

    private static void requireKind(PinnedVersion version, boolean adapter) {
        if ((version.kind() == ModelKind.ADAPTER) != adapter) {
            throw new GraftException(
                    EvaluationError.EVALUATION_KIND_WRONG,
                    version.reference(),
                    "%s %s an adapter".formatted(version.reference(), adapter ? "is not" : "is"),
                    "Write {\"model\": a base or merged version, \"adapters\": [adapters]}.");
        }
    }

    /** An adapter fits the version it was trained on; what fits other versions as well, only running it would tell. */
    private static void requireTrainedOn(PinnedVersion adapter, PinnedVersion model) {
        if (!model.id().equals(adapter.baseId())) {
            throw new GraftException(
                    EvaluationError.EVALUATION_ADAPTER_MISFIT,
                    adapter.reference(),
                    "%s was trained on another version than %s".formatted(adapter.reference(), model.reference()),
                    "Run it on the version that it was trained on, or merge it.");
        }
    }
}
