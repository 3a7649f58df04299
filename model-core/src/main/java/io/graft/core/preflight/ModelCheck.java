package io.graft.core.preflight;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What there is to say of the models of a recipe beside each other. */
record ModelCheck(Recipe recipe, MergeInputs inputs) {
    private static final String TOKENIZER = "tokenizer.json";

    void addTo(List<Finding> findings) {
        for (ModelReference reference : recipe.references()) {
            architecture(reference).ifPresent(findings::add);
            tokenizer(reference).ifPresent(findings::add);
            quantised(reference).ifPresent(findings::add);
        }
        addDuplicates(findings);
        severalBases().ifPresent(findings::add);
    }

    private Checkpoint donor() {
        return inputs.checkpoint(recipe.donor());
    }

    private Optional<Finding> architecture(ModelReference reference) {
        Optional<String> ours = inputs.checkpoint(reference).config().architecture();
        Optional<String> wanted = donor().config().architecture();
        return ours.equals(wanted)
                ? Optional.empty()
                : Optional.of(FindingCode.ARCHITECTURE_DIFFERS.at(
                        reference.model().toString(),
                        "%s is a %s, and %s a %s"
                                .formatted(
                                        reference.model(),
                                        ours.orElse("model without a stated architecture"),
                                        recipe.donor(),
                                        wanted.orElse("model without a stated architecture")),
                        "Merge models of one architecture."));
    }

    private Optional<Finding> quantised(ModelReference reference) {
        return Dequantisation.of(inputs.checkpoint(reference))
                .map(packed -> FindingCode.BASE_QUANTISED.at(
                        reference.model().toString(),
                        "%s is quantised (%s): its %d packed weights are dequantised before the merge"
                                .formatted(reference.model(), packed.method(), packed.weights()),
                        "Measure with graft qlora whether the model before it was quantised is the better base."));
    }

    private Optional<Finding> tokenizer(ModelReference reference) {
        Path ours = inputs.checkpoint(reference).folder().resolve(TOKENIZER);
        Path kept = donor().folder().resolve(TOKENIZER);
        return !Files.exists(ours) || !Files.exists(kept) || isSame(ours, kept)
                ? Optional.empty()
                : Optional.of(FindingCode.TOKENIZER_DIFFERS.at(
                        reference.model().toString(),
                        "%s has another tokenizer than %s, whose tokenizer the result gets"
                                .formatted(reference.model(), recipe.donor()),
                        "Make sure that both give the same words the same numbers."));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void addDuplicates(List<Finding> findings) {
        recipe.slices().forEach(slice -> {
            Map<String, ModelReference> seen = new HashMap<>();
            slice.sources().forEach(source -> {
                ModelReference twin = seen.putIfAbsent(content(source.model()) + source.layers(), source.model());
                if (twin != null) {
                    findings.add(duplicate(twin, source.model()));
                }
            });
        });
    }

    private static Finding duplicate(ModelReference one, ModelReference other) {
        return FindingCode.DUPLICATE_INPUT.at(
                other.toString(),
                "%s and %s are the same model".formatted(one, other),
                "List it once, with the sum of the weights.");
    }

    private String content(ModelReference reference) {
        return reference
                .sources()
                .map(source -> inputs.fingerprint(source).map(Object::toString).orElseGet(() -> inputs.folder(source)
                        .toString()))
                .collect(Collectors.joining("+"));
    }

    private Optional<Finding> severalBases() {
        List<Source> bases = recipe.references().stream()
                .filter(reference -> reference.adapter() != null)
                .map(ModelReference::model)
                .distinct()
                .toList();
        return bases.stream().map(inputs::folder).distinct().count() < 2
                ? Optional.empty()
                : Optional.of(FindingCode.SEVERAL_BASES.at(
                        bases.getLast().toString(),
                        "The adapters of this recipe sit on different models: %s"
                                .formatted(bases.stream().map(Object::toString).collect(Collectors.joining(", "))),
                        "Combine adapters of one base, unless the models are meant to be mixed, too."));
    }
}
