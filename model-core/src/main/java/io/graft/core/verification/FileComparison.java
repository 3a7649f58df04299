package io.graft.core.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.Recomputation;
import io.graft.core.preflight.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the files beside the weights with those that a plan writes. */
record FileComparison(MergePlan plan, Checkpoint model, boolean exact) {
    private static final Pattern TOKENIZER =
            Pattern.compile("(tokenizer|vocab|merges|added_tokens|special_tokens_map|spiece|sentencepiece).*");
    /** What decides on ids; other tokenizer files are written anew by every version of every library. */
    private static final Pattern VOCABULARY =
            Pattern.compile("tokenizer\\.json|tokenizer\\.model|vocab\\..*|merges\\.txt|spiece\\.model");
    /** Fields of the config that savers set as they like, and that change no number. */
    private static final Set<String> FREE = Set.of(
            "transformers_version", "_name_or_path", "use_cache", "dtype", "torch_dtype", "_attn_implementation");

    List<Finding> findings() {
        try {
            List<Finding> findings = new ArrayList<>();
            Map<String, byte[]> expected = Recomputation.smallFiles(plan);
            for (Map.Entry<String, byte[]> file : expected.entrySet()) {
                compare(file.getKey(), file.getValue(), findings);
            }
            refuseOtherVocabularies(expected.keySet(), findings);
            return findings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String name, byte[] expected, List<Finding> findings) throws IOException {
        Path file = model.folder().resolve(name);
        if (!Files.isRegularFile(file)) {
            findings.add(fault(name).at(name, "The model has no %s, and the recipe gives it one".formatted(name)));
            return;
        }
        byte[] actual = Files.readAllBytes(file);
        if (Arrays.equals(actual, expected)) {
            return;
        }
        if (name.equals(ModelConfig.FILE)) {
            compareConfigs(actual, expected, findings);
        } else if (!isSameJson(name, actual, expected)) {
            findings.add(fault(name).at(name, "%s is not the one that the recipe gives the model".formatted(name)));
        }
    }

    private WeightFault fault(String name) {
        if (name.equals(ModelConfig.FILE)) {
            return WeightFault.CONFIG_DIFFERS;
        }
        boolean decides = exact
                ? TOKENIZER.matcher(name).matches()
                : VOCABULARY.matcher(name).matches();
        return decides ? WeightFault.TOKENIZER_DIFFERS : WeightFault.FILE_DIFFERS;
    }

    private static boolean isSameJson(String name, byte[] actual, byte[] expected) {
        try {
            return name.endsWith(".json") && read(actual).equals(read(expected));
        } catch (JacksonException _) {
            return false;
        }
    }

    private static JsonNode read(byte[] json) {
        return JsonMapper.shared().readTree(json);
    }

    private void compareConfigs(byte[] actual, byte[] expected, List<Finding> findings) {
        JsonNode found = read(actual);
        JsonNode wanted = read(expected);
        Set<String> fields = new TreeSet<>(wanted.propertyNames());
        fields.addAll(found.propertyNames());
        fields.removeAll(FREE);
        for (String field : fields) {
            if (!found.path(field).equals(wanted.path(field))) {
                boolean stated = found.has(field) && wanted.has(field);
                WeightFault fault = stated || exact ? WeightFault.CONFIG_DIFFERS : WeightFault.FILE_DIFFERS;
                findings.add(fault.at(
                        "%s: %s".formatted(ModelConfig.FILE, field),
                        "%s is %s, and the recipe makes it %s"
                                .formatted(field, text(found, field), text(wanted, field))));
            }
        }
    }

    private static String text(JsonNode config, String field) {
        return config.has(field) ? config.get(field).toString() : "absent";
    }

    private void refuseOtherVocabularies(Set<String> expected, List<Finding> findings) {
        for (Path file : model.otherFiles()) {
            String name = file.getFileName().toString();
            if (!expected.contains(name) && VOCABULARY.matcher(name).matches()) {
                findings.add(
                        fault(name).at(name, "The model has a %s that the recipe does not give it".formatted(name)));
            }
        }
    }
}
