package io.graft.core.recipe;

import io.graft.core.method.Parameter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A part of a model that is merged in its own way, such as the language model of a multimodal one. A recipe that does not speak of
 * modules has one, {@link #DEFAULT}.
 *
 * @param name a part of the dotted names of the tensors it is about, or one of mergekit's words for such a part
 * @param slices one after the other the layers of this module in the result
 * @param parameters valid where neither a model nor a slice has its own
 */
public record RecipeModule(String name, List<Slice> slices, Map<Parameter, Setting> parameters) {
    /** The module of all tensors that no other module is about. */
    public static final String DEFAULT = "default";

    private static final Map<String, Set<String>> ALIASES = Map.of(
            "text_decoder", Set.of("language_model", "text_model", "lm_head"),
            "text_encoder", Set.of("text_model"),
            "vision_tower", Set.of("vision_model", "visual"),
            "vision_encoder", Set.of("vision_tower", "vision_model", "visual"),
            "audio_tower", Set.of("audio_model", "audio_encoder"),
            "multi_modal_projector", Set.of("multimodal_projector", "mm_projector", "connector"));

    public RecipeModule {
        slices = List.copyOf(slices);
        parameters = Map.copyOf(parameters);
    }

    static RecipeModule ofAll(List<Slice> slices) {
        return new RecipeModule(DEFAULT, slices, Map.of());
    }

    public boolean isDefault() {
        return name.equals(DEFAULT);
    }

    /** Whether whole models are merged rather than ranges of their layers. */
    public boolean whole() {
        return slices.getFirst().whole();
    }

    /** How many layers the module will have; only of a module that is not {@link #whole()}. */
    public int length() {
        return slices.stream().mapToInt(Slice::length).sum();
    }

    /** Which part of a tensor's name makes it a tensor of this module, counted from 0; empty if none does. */
    OptionalInt place(String tensor) {
        List<String> parts = List.of(tensor.split("\\."));
        Set<String> aliases = ALIASES.getOrDefault(name, Set.of());
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).equals(name) || aliases.contains(parts.get(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    RecipeModule with(UnaryOperator<Source> change) {
        return new RecipeModule(
                name, slices.stream().map(slice -> slice.with(change)).toList(), parameters);
    }
}
