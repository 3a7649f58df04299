package io.graft.core.verification;

import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plain LoRA as its two files have it, read without the code that merges. What is not plain is left to that code, whatever the
 * base calls its modules.
 */
final class PlainAdapter implements AutoCloseable {
    private static final Pattern FACTOR =
            Pattern.compile("base_model\\.model\\.(.+)\\.lora_([AB])(\\.default)?\\.weight");

    private final ObjectNode config;
    private final SafetensorsFile file;
    private final Map<String, Tensor> a = new HashMap<>();
    private final Map<String, Tensor> b = new HashMap<>();

    private PlainAdapter(ObjectNode config, SafetensorsFile file) {
        this.config = config;
        this.file = file;
        for (Tensor tensor : file.tensors()) {
            var factor = FACTOR.matcher(tensor.name());
            if (factor.matches()) {
                (factor.group(2).equals("A") ? a : b).put(factor.group(1), tensor);
            }
        }
    }

    /** Empty if anything about it is not plain. */
    static Optional<PlainAdapter> open(Path folder) {
        ObjectNode config = ConfigFile.read(folder.resolve("adapter_config.json"));
        SafetensorsFile file = SafetensorsFile.open(folder.resolve("adapter_model.safetensors"));
        PlainAdapter adapter = new PlainAdapter(config, file);
        if (adapter.isPlain()) {
            return Optional.of(adapter);
        }
        adapter.close();
        return Optional.empty();
    }

    private boolean isPlain() {
        var start = config.path("init_lora_weights");
        return config.path("peft_type").asString("").equals("LORA")
                && !config.path("use_dora").asBoolean(false)
                && !config.path("lora_bias").asBoolean(false)
                && !config.path("fan_in_fan_out").asBoolean(false)
                && config.path("bias").asString("none").equals("none")
                && (start.isMissingNode() || start.isNull() || start.isBoolean())
                && config.path("rank_pattern").isEmpty()
                && config.path("alpha_pattern").isEmpty()
                && a.keySet().equals(b.keySet())
                && a.size() + b.size() == file.tensors().size();
    }

    /** The elements of a row of {@code scale · B · A} for the weight of a module; nothing for one that it leaves alone. */
    Optional<double[]> row(String weight, long row, long width) {
        String module = weight.endsWith(".weight") ? weight.substring(0, weight.length() - ".weight".length()) : weight;
        Tensor right = a.get(module);
        Tensor left = b.get(module);
        if (right == null || left == null || right.shape().dim(1) != width) {
            return Optional.empty();
        }
        int rank = Math.toIntExact(right.shape().dim(0));
        double[] factors = new double[rank];
        left.read(row * rank, factors, rank);
        double[] sum = new double[Math.toIntExact(width)];
        double[] line = new double[sum.length];
        for (int k = 0; k < rank; k++) {
            right.read(k * width, line, line.length);
            for (int j = 0; j < line.length; j++) {
                sum[j] += factors[k] * line[j];
            }
        }
        double scale = scale();
        for (int j = 0; j < sum.length; j++) {
            sum[j] *= scale;
        }
        return Optional.of(sum);
    }

    private double scale() {
        double rank = config.path("r").asDouble(8);
        double alpha = config.path("lora_alpha").asDouble(8);
        return config.path("use_rslora").asBoolean(false) ? alpha / Math.sqrt(rank) : alpha / rank;
    }

    @Override
    public void close() {
        file.close();
    }
}
