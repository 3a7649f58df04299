package io.graft.core.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code graft_provenance.json} of a merged model: the recipe with every model named by its fingerprint, and what became of
 * each tensor. Models that were merged on the way
 * are under {@code made} by their fingerprint. It holds no path, no time and no machine, so the same merge writes the same file everywhere.
 */
final class Provenance {
    static final String FILE = "graft_provenance.json";

    private static final int FORMAT = 1;

    private Provenance() {}

    /**
     * The file's content.
     *
     * @param made the same of the inputs that were merged for this merge alone
     * @param afterwards of which nothing is said of a device that is known to have made what the kernels make
     */
    static byte[] of(
            MergePlan plan,
            InputDigests digests,
            List<TensorProvenance> tensors,
            Map<Digest, JsonNode> made,
            Afterwards afterwards)
            throws InterruptedException {
        Recipe recipe = plan.recipe();
        Map<Source, Digest> fingerprints = new HashMap<>();
        for (Source source : recipe.sources()) {
            fingerprints.put(source, digests.of(source));
        }
        Recipe pinned = recipe.withSources(source -> new Source.LocalPath(String.valueOf(fingerprints.get(source))));
        Map<String, Object> tree = new TreeMap<>();
        tree.put("format", FORMAT);
        tree.put("models", models(recipe, fingerprints));
        tree.put("recipe", JsonMapper.shared().readValue(pinned.canonicalJson(), JsonNode.class));
        tree.put("recipe_id", pinned.id().toString());
        tree.put("tensors", states(tensors));
        Map<String, Object> dequantised = dequantised(plan.inputs(), fingerprints);
        if (!dequantised.isEmpty()) {
            tree.put("dequantised", dequantised);
        }
        afterwards
                .device()
                .filter(report -> !report.isReproducible())
                .ifPresent(report -> tree.put("device", device(report)));
        afterwards.quantised().ifPresent(file -> tree.put("quantised", file.account()));
        if (!made.isEmpty()) {
            Map<String, JsonNode> inputs = new TreeMap<>();
            made.forEach((fingerprint, provenance) -> inputs.put(fingerprint.toString(), provenance));
            tree.put("made", inputs);
        }
        return PrettyJson.bytes(tree);
    }

    private static Map<String, Object> device(DeviceReport report) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("name", report.device());
        tree.put(
                "tensors", report.tensors().stream().sorted(TensorOrder.NATURAL).toList());
        tree.put("elements", report.elements());
        tree.put("compared", report.compared());
        tree.put("differing", report.differing());
        tree.put("greatest_ulp", report.greatestUlp());
        tree.put("reproducible", false);
        return tree;
    }

    /** How the models were quantised whose weights were unpacked before the merge. */
    private static Map<String, Object> dequantised(MergeInputs inputs, Map<Source, Digest> fingerprints) {
        Map<String, Object> found = new TreeMap<>();
        inputs.dequantised()
                .forEach((source, dequantisation) -> found.put(
                        String.valueOf(fingerprints.get(source)),
                        new TreeMap<>(
                                Map.of("quant_method", dequantisation.method(), "weights", dequantisation.weights()))));
        return found;
    }

    private static Map<String, Object> models(Recipe recipe, Map<Source, Digest> fingerprints) {
        TreeSet<String> models = new TreeSet<>();
        TreeSet<String> adapters = new TreeSet<>();
        for (ModelReference reference : recipe.references()) {
            models.add(String.valueOf(fingerprints.get(reference.model())));
            reference.adapterSource().ifPresent(adapter -> adapters.add(String.valueOf(fingerprints.get(adapter))));
        }
        return new TreeMap<>(Map.of("base", models, "adapter", adapters));
    }

    private static Map<String, String> states(List<TensorProvenance> tensors) {
        Map<String, String> states = new TreeMap<>(TensorOrder.NATURAL);
        tensors.forEach(tensor -> states.put(tensor.name(), tensor.state().word()));
        return states;
    }
}
