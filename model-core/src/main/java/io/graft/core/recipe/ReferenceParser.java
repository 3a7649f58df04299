package io.graft.core.recipe;

import io.graft.core.GraftException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model reference in either of mergekit's forms: the text {@code model+adapter}, or a mapping with {@code model},
 * {@code lora} and paths that may hold any character.
 */
final class ReferenceParser {
    private ReferenceParser() {}

    static ModelReference parse(RecipeNode node) {
        ModelReference reference = read(node);
        reference.sources().forEach(source -> node.document().mention(source, node));
        return reference;
    }

    private static ModelReference read(RecipeNode node) {
        try {
            return node.isMap() ? longForm(node) : ModelReference.parse(node.text());
        } catch (GraftException e) {
            throw e.code() == RecipeError.REFERENCE_MALFORMED ? at(node, e) : e;
        }
    }

    private static ModelReference longForm(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("model", "lora", "override_architecture"));
        RecipeNode architecture = keys.get("override_architecture");
        if (architecture != null && !architecture.isNull()) {
            throw architecture.refusal(
                    RecipeError.RECIPE_UNSUPPORTED,
                    "is not needed: tensors are matched by their names, whatever the architecture",
                    "Remove it.");
        }
        Source model = Objects.requireNonNull(source(node.required(keys, "model")));
        return new ModelReference(model, source(keys.get("lora")));
    }

    private static @Nullable Source source(@Nullable RecipeNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isMap() ? pathAndRevision(node) : Source.parse(node.text());
    }

    private static Source pathAndRevision(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("path", "revision"));
        RecipeNode path = node.required(keys, "path");
        RecipeNode revision = keys.get("revision");
        if (revision == null || revision.isNull()) {
            return Source.parse(path.text());
        }
        return registered(Source.parse(path.text() + "@" + revision.text()), revision);
    }

    private static Source registered(Source source, RecipeNode revision) {
        return switch (source) {
            case Source.Registered registered -> registered;
            case Source.LocalPath local ->
                throw revision.refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "is the revision of a folder, which has none",
                        "Remove it, or name a registered model as path: namespace/name.");
        };
    }

    private static GraftException at(RecipeNode node, GraftException fault) {
        return node.refusal(RecipeError.REFERENCE_MALFORMED, "is wrong: " + fault.sentence(), fault.remedy());
    }
}
