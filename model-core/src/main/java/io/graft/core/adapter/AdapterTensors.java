package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tensors of an adapter file, sorted by the modules that they belong to. Each is taken once; what is left is an error. */
final class AdapterTensors {
    private static final String PREFIX = "base_model.model.";
    private static final String SHARED_PREFIX = "base_model.";

    private static final Pattern WRAPPED = Pattern.compile("(.+\\.)(modules_to_save|original_module)\\.(.+)");

    private final String file;
    private final Map<String, ModuleTensors> modules = new TreeMap<>();
    /** By their name without prefix. */
    private final Map<String, Tensor> others = new TreeMap<>();

    private AdapterTensors(String file) {
        this.file = file;
    }

    static AdapterTensors in(SafetensorsFile file) {
        AdapterTensors tensors = new AdapterTensors(file.header().file());
        file.tensors().forEach(tensors::add);
        if (file.tensors().isEmpty()) {
            throw AdapterError.ADAPTER_EMPTY.at(
                    tensors.file, "%s holds no tensor".formatted(tensors.file), "Save the adapter again.");
        }
        return tensors;
    }

    private void add(Tensor tensor) {
        String name = plain(tensor.name());
        Optional<ModulePart> part = ModulePart.of(name);
        if (part.isPresent()) {
            modules.computeIfAbsent(part.get().module(), module -> new ModuleTensors(file, module))
                    .put(part.get().part(), tensor);
        } else {
            Tensor twin = others.put(name, tensor);
            if (twin != null) {
                throw ModuleTensors.twice(file, twin, tensor);
            }
        }
    }

    private static String plain(String name) {
        if (name.startsWith(PREFIX)) {
            return name.substring(PREFIX.length());
        }
        return name.startsWith(SHARED_PREFIX) ? name.substring(SHARED_PREFIX.length()) : name;
    }

    String file() {
        return file;
    }

    List<ModuleTensors> modules() {
        return List.copyOf(modules.values());
    }

    /** The tensors that belong to no layer of the adapter, by their name in the trained model. */
    Map<String, Tensor> others() {
        return new TreeMap<>(others);
    }

    /**
     * Drops what PEFT writes twice when it saves embeddings of another size: under the wrapper's names, the trained tensor again,
     * and the one from before the training.
     */
    void dropWrapped() {
        for (String name : List.copyOf(others.keySet())) {
            Matcher wrapped = WRAPPED.matcher(name);
            Tensor plain = wrapped.matches() ? others.get(wrapped.group(1) + wrapped.group(3)) : null;
            if (plain != null && isCopy(wrapped.group(2), others.get(name), plain)) {
                others.remove(name);
            }
        }
    }

    private static boolean isCopy(String wrapper, @Nullable Tensor tensor, Tensor plain) {
        return wrapper.equals("original_module")
                || (tensor != null && tensor.data().mismatch(plain.data()) < 0);
    }

    Optional<Tensor> takeOther(String name) {
        return Optional.ofNullable(others.remove(name));
    }

    /** Refuses whatever nobody has taken. */
    void requireAllTaken() {
        List<Tensor> left = new ArrayList<>(others.values());
        modules.values().forEach(module -> left.addAll(module.left()));
        if (!left.isEmpty()) {
            throw unused(left.getFirst());
        }
    }

    private GraftException unused(Tensor tensor) {
        return AdapterError.ADAPTER_TENSOR_UNUSED.at(
                file + ": " + tensor.name(),
                "Nothing would use %s: %s".formatted(tensor.name(), meaning(plain(tensor.name()))),
                "Check that %s and the weights belong together.".formatted(AdapterConfig.FILE));
    }

    private static String meaning(String name) {
        return ModulePart.of(name)
                .map(ModulePart::part)
                .map(part -> switch (part) {
                    case "lora_magnitude_vector" -> "it is a magnitude of DoRA, but use_dora is not set";
                    case "lora_B.bias" -> "it is a bias of LoRA, but lora_bias is not set";
                    case "base_layer.bias" -> "it is a bias of the base, but bias is none";
                    case "trainable_tokens_delta" -> "it replaces rows of an embedding, but no tokens are listed";
                    default -> "%s means nothing to an adapter of this kind".formatted(part);
                })
                .orElse("it belongs to no layer of the adapter, nor to a module of modules_to_save");
    }
}
