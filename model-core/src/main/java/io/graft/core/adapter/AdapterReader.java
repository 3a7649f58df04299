package io.graft.core.adapter;

import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Makes sense of every tensor of an adapter file, by its name and by what the config says. */
final class AdapterReader {
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";
    private static final String WRAPPED = ".base_layer";

    private final AdapterTensors tensors;
    private final AdapterConfig config;
    private final List<Trained> trained = new ArrayList<>();
    /** By the module that has the parameters: its wrappers, the outermost first. */
    private final Map<String, List<TrainedLowRank>> wrappers = new TreeMap<>();

    private AdapterReader(AdapterTensors tensors, AdapterConfig config) {
        this.tensors = tensors;
        this.config = config;
    }

    /** What was trained; the tensors that others start from come first. */
    static List<Trained> read(SafetensorsFile file, AdapterConfig config) {
        AdapterReader reader = new AdapterReader(AdapterTensors.in(file), config);
        reader.readWhole();
        reader.readLayers();
        reader.tensors.requireAllTaken();
        return List.copyOf(reader.trained);
    }

    private void readWhole() {
        for (ModuleTensors module : tensors.modules()) {
            boolean embedding = TiedEmbeddings.isEmbedding(module.module());
            module.take("base_layer").ifPresent(copy -> add(module.module() + WEIGHT, copy, false, embedding));
            if (config.extras().replacesBiases() || embedding) {
                module.take("base_layer.bias")
                        .ifPresent(bias -> add(
                                module.module() + BIAS, bias, config.extras().replacesBiases(), false));
            }
        }
        tensors.dropWrapped();
        tensors.others().forEach(this::readOther);
    }

    /** Whole modules, biases of the base, and embeddings that were saved because they have another size. */
    private void readOther(String name, Tensor tensor) {
        String module = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        boolean saved = config.extras().saves(module);
        boolean bias = config.extras().replacesBiases() && name.endsWith(BIAS);
        boolean embedding = TiedEmbeddings.isEmbedding(module);
        if (saved || bias || (embedding && name.endsWith(WEIGHT))) {
            tensors.takeOther(name);
            add(name, tensor, saved || bias, embedding);
        }
    }

    private void add(String name, Tensor tensor, boolean isTrained, boolean resizable) {
        trained.add(new TrainedTensor(name, tensor, isTrained, resizable));
    }

    private void readLayers() {
        Optional<Tensor> sharedA = takeShared("vera_A");
        Optional<Tensor> sharedB = takeShared("vera_B");
        for (ModuleTensors module : tensors.modules()) {
            ids(module).ifPresent(ids -> trained.add(TrainedRows.of(module, ids)));
            if (!module.left().isEmpty()) {
                readLayer(module, sharedA, sharedB);
            }
        }
        wrappers.forEach(this::addExperts);
    }

    private Optional<Tensor> takeShared(String name) {
        return config.kind() == AdapterKind.VERA ? tensors.takeOther(name) : Optional.empty();
    }

    private void readLayer(ModuleTensors module, Optional<Tensor> sharedA, Optional<Tensor> sharedB) {
        switch (config.kind()) {
            case LORA -> readLowRank(module);
            case ADALORA -> trained.addAll(TrainedGates.adaptive(module, config));
            case VERA -> trained.add(TrainedGates.shared(module, projection(sharedA), projection(sharedB)));
            case IA3 ->
                module.take("ia3_l")
                        .map(factors -> new TrainedScaling(module.module(), factors))
                        .ifPresent(trained::add);
            case LOHA -> trained.add(TrainedProducts.of(module, config));
            case LOKR -> trained.add(TrainedKronecker.of(module, config));
            case OFT -> trained.add(TrainedRotation.of(module, config));
            case TRAINABLE_TOKENS -> {}
        }
    }

    private void readLowRank(ModuleTensors module) {
        if (!module.has("lora_A")
                && !module.has("lora_B")
                && !module.has("lora_embedding_A")
                && !module.has("lora_embedding_B")) {
            return;
        }
        TrainedLowRank layer = TrainedLowRank.of(module, config);
        String owner = module.module().replace(WRAPPED, "");
        if (parameters(owner).isEmpty()) {
            module.requireStatedRank(layer.a(), layer.rank(), config.scaling().rankOf(module.module()));
            trained.add(layer);
        } else {
            wrappers.computeIfAbsent(owner, name -> new ArrayList<>()).addFirst(layer);
        }
    }

    /** The parameters that a module may have and that were trained without a layer of their own, by their last name. */
    private List<String> parameters(String module) {
        return config.extras().parameters().stream()
                .filter(name -> Extras.isNamed(module + "." + lastPart(name), name))
                .map(AdapterReader::lastPart)
                .distinct()
                .toList();
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void addExperts(String module, List<TrainedLowRank> layers) {
        trained.add(new TrainedExperts(
                module,
                parameters(module),
                layers,
                config.scaling(),
                config.extras().packing(),
                tensors.file()));
    }

    private Optional<List<Integer>> ids(ModuleTensors module) {
        Map<String, List<Integer>> tokens = config.extras().tokens();
        if (!module.has("trainable_tokens_delta")) {
            return Optional.empty();
        }
        return tokens.entrySet().stream()
                .filter(entry -> entry.getKey().isEmpty() || Extras.isNamed(module.module(), entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Tensor projection(Optional<Tensor> projection) {
        Tensor tensor = projection.orElseThrow(() -> AdapterError.ADAPTER_FEATURE_UNSUPPORTED.at(
                tensors.file(),
                "%s does not hold VeRA's projections, which PEFT draws anew from projection_prng_key"
                        .formatted(tensors.file()),
                "Save the adapter again with save_projection=True."));
        return Objects.requireNonNull(tensor);
    }
}
