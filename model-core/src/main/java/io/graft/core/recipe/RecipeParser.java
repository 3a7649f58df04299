package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.gguf.BlockType;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.MergeMethods;
import io.graft.core.method.Models;
import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a recipe top down; each method reads one kind of node. */
final class RecipeParser {
    /** What a document is called by others that take its result; means nothing within. */
    static final String NAME = "name";

    private static final String MODULES = "modules";
    private static final String QUANTIZE = "quantize";
    private static final List<String> KEYS = List.of(
            NAME,
            "merge_method",
            "base_model",
            "models",
            "slices",
            MODULES,
            "parameters",
            "dtype",
            "out_dtype",
            QUANTIZE,
            "tokenizer",
            "tokenizer_source",
            "chat_template");

    private final MergeMethod method;
    private final @Nullable ModelReference base;
    private final ParameterParser parameters;
    private final SliceParser slices;

    private RecipeParser(MergeMethod method, @Nullable ModelReference base) {
        this.method = method;
        this.base = base;
        this.parameters = new ParameterParser(method, base);
        this.slices = new SliceParser(method, base, parameters);
    }

    static Recipe parse(RecipeNode root) {
        Map<String, RecipeNode> keys = root.map(KEYS);
        RecipeParser parser =
                new RecipeParser(method(root, keys.get("merge_method")), SliceParser.reference(keys.get("base_model")));
        return parser.recipe(root, keys);
    }

    private static MergeMethod method(RecipeNode root, @Nullable RecipeNode node) {
        if (node == null) {
            throw root.missing("merge_method");
        }
        return MergeMethods.named(node.text()).orElseThrow(() -> unknownMethod(node));
    }

    private Recipe recipe(RecipeNode root, Map<String, RecipeNode> keys) {
        Map<Parameter, Setting> global = parameters.all(keys.get("parameters"));
        List<RecipeModule> modules = modules(root, keys);
        requireBase(root, modules);
        return new Recipe(
                method,
                base,
                modules,
                parameters.complete(global, modules, root),
                dtype(keys.get("dtype")),
                dtype(keys.get("out_dtype")),
                quantize(keys.get(QUANTIZE)),
                TokenizerParser.parse(keys.get("tokenizer"), keys.get("tokenizer_source")),
                TokenizerParser.chatTemplate(keys.get("chat_template")));
    }

    private void requireBase(RecipeNode root, List<RecipeModule> modules) {
        if (method.base() == Models.Base.REQUIRED
                && base == null
                && modules.stream()
                        .flatMap(module -> module.slices().stream())
                        .anyMatch(slice -> slice.base() == null)) {
            throw root.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "has no \"base_model\", which %s needs".formatted(method.name()),
                    "Add base_model, the model that the others were trained from.");
        }
    }

    private static @Nullable DType dtype(@Nullable RecipeNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return Arrays.stream(DType.values())
                .filter(dtype -> isOutput(dtype) && dtype.torchName().equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "is \"%s\", which is not a floating-point type".formatted(node.text()),
                        "Use float32, bfloat16, float16 or float64."));
    }

    private static @Nullable BlockType quantize(@Nullable RecipeNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        List<BlockType> writable =
                Arrays.stream(BlockType.values()).filter(BlockType::isWritable).toList();
        return writable.stream()
                .filter(type -> type.name().equalsIgnoreCase(node.text()))
                .findFirst()
                .orElseThrow(() -> node.refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "is \"%s\", which is no type that Graft quantises to".formatted(node.text()),
                        "Use one of %s."
                                .formatted(writable.stream()
                                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }

    private static boolean isOutput(DType dtype) {
        return dtype.isFloat() && dtype.bytes() > 1;
    }

    private List<RecipeModule> modules(RecipeNode root, Map<String, RecipeNode> keys) {
        List<RecipeNode> given = Stream.of("models", "slices", MODULES)
                .flatMap(key -> Stream.ofNullable(keys.get(key)))
                .filter(node -> !node.isNull())
                .toList();
        if (given.size() != 1) {
            throw root.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "must have either \"models\", \"slices\" or \"modules\"",
                    "List whole models under models, ranges of their layers under slices, or both by module under"
                            + " modules.");
        }
        RecipeNode content = given.getFirst();
        return content.name().equals(MODULES) ? byName(content) : List.of(RecipeModule.ofAll(slices.read(root, keys)));
    }

    private List<RecipeModule> byName(RecipeNode node) {
        List<RecipeModule> modules = new ArrayList<>();
        node.anyMap().forEach((name, content) -> modules.add(module(name, content)));
        if (modules.isEmpty()) {
            throw node.wrongType("a mapping with something in it");
        }
        return modules;
    }

    private RecipeModule module(String name, RecipeNode node) {
        if (name.isBlank() || name.contains(".")) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "is not the name of a module",
                    "Use one part of the tensors' dotted names, such as language_model or vision_tower.");
        }
        Map<String, RecipeNode> keys = node.map(List.of("models", "slices", "parameters"));
        return new RecipeModule(name, slices.read(node, keys), parameters.all(keys.get("parameters")));
    }

    private static GraftException unknownMethod(RecipeNode node) {
        String list = "The methods are %s.".formatted(String.join(", ", MergeMethods.names()));
        return node.refusal(
                RecipeError.RECIPE_WRONG_VALUE,
                "is \"%s\", which is not a merge method".formatted(node.text()),
                Suggestion.nearest(node.text(), MergeMethods.names())
                        .map(nearest -> "Did you mean %s? ".formatted(nearest) + list)
                        .orElse(list));
    }
}
