package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two factors that an adapter file holds for one module.
 *
 * @param module its name in the trained model, such as {@code model.layers.0.self_attn.q_proj}
 * @param file that holds them, for errors
 */
record Factors(String module, Tensor a, Tensor b, String file) {
    private static final Pattern KEY = Pattern.compile("(?:base_model\\.model\\.)?(.+)\\.lora_([AB])\\.weight");
    private static final Pattern EMBEDDING = Pattern.compile(".*\\.lora_embedding_[AB]");
    private static final Pattern MAGNITUDE = Pattern.compile(".*\\.lora_magnitude_vector(\\.weight)?");

    Factors {
        requireMatrix(a, file);
        requireMatrix(b, file);
        if (a.shape().dim(0) != b.shape().dim(1)) {
            throw AdapterError.ADAPTER_RANK_MISMATCH.at(
                    where(file, a),
                    "%s is %s and %s is %s: they do not agree on the rank"
                            .formatted(a.name(), a.shape(), b.name(), b.shape()),
                    "Save the adapter again.");
        }
    }

    private static String where(String file, Tensor tensor) {
        return file + ": " + tensor.name();
    }

    int rank() {
        return Math.toIntExact(a.shape().dim(0));
    }

    /** Pairs the tensors of a file; every one of them must be half of a pair. */
    static List<Factors> in(SafetensorsFile file) {
        Map<String, Tensor> as = new TreeMap<>();
        Map<String, Tensor> bs = new TreeMap<>();
        for (Tensor tensor : file.tensors()) {
            Matcher key = KEY.matcher(tensor.name());
            if (!key.matches()) {
                throw unused(tensor, file.header().file());
            }
            Tensor twin = (key.group(2).equals("A") ? as : bs).put(key.group(1), tensor);
            if (twin != null) {
                throw twice(twin, tensor, file.header().file());
            }
        }
        return paired(as, bs, file.header().file());
    }

    private static List<Factors> paired(Map<String, Tensor> as, Map<String, Tensor> bs, String file) {
        if (as.isEmpty() && bs.isEmpty()) {
            throw AdapterError.ADAPTER_EMPTY.at(file, "%s holds no tensor".formatted(file), "Save the adapter again.");
        }
        List<Factors> factors = new ArrayList<>();
        as.forEach(
                (module, a) -> factors.add(new Factors(module, a, partner(a, bs.get(module), "lora_B", file), file)));
        bs.forEach((module, b) -> partner(b, as.get(module), "lora_A", file));
        return factors;
    }

    private static Tensor partner(Tensor tensor, @Nullable Tensor partner, String missing, String file) {
        if (partner == null) {
            throw AdapterError.ADAPTER_TENSOR_UNPAIRED.at(
                    where(file, tensor),
                    "%s has no %s to go with it".formatted(tensor.name(), missing),
                    "Save the adapter again, with both factors of each module.");
        }
        return partner;
    }

    private static void requireMatrix(Tensor tensor, String file) {
        if (tensor.shape().rank() != 2 || !tensor.dtype().isFloat() || tensor.elements() == 0) {
            throw AdapterError.ADAPTER_TENSOR_INVALID.at(
                    where(file, tensor),
                    "%s is %s %s, but a factor of a linear layer is a matrix of floating-point numbers"
                            .formatted(tensor.name(), tensor.dtype(), tensor.shape()),
                    "Merge adapters of convolutions with PEFT.");
        }
    }

    private static GraftException twice(Tensor one, Tensor other, String file) {
        return AdapterError.ADAPTER_TENSOR_UNUSED.at(
                where(file, other),
                "%s and %s are the same factor".formatted(one.name(), other.name()),
                "Remove one of the two.");
    }

    private static GraftException unused(Tensor tensor, String file) {
        return AdapterError.ADAPTER_TENSOR_UNUSED.at(
                where(file, tensor),
                "Nothing would use %s: %s".formatted(tensor.name(), meaning(tensor.name())),
                "Merge this adapter with PEFT, and register the merged model.");
    }

    private static String meaning(String key) {
        if (EMBEDDING.matcher(key).matches()) {
            return "it is a factor of an embedding, and only those of linear layers can be merged";
        }
        if (MAGNITUDE.matcher(key).matches()) {
            return "it is a magnitude of DoRA";
        }
        if (key.endsWith(".lora_B.bias")) {
            return "it is a bias of LoRA";
        }
        if (key.contains(".base_layer.")) {
            return "it belongs to a layer that the adapter wraps twice or replaces";
        }
        if (key.contains(".token_adapter.")) {
            return "it replaces rows of an embedding";
        }
        return "its name does not end in lora_A.weight or lora_B.weight";
    }
}
