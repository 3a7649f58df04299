package io.graft.eval.language;

import io.graft.core.adapter.Adapter;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import io.graft.eval.decoder.Adapters;
import io.graft.eval.decoder.Decoder;
import io.graft.eval.decoder.DecoderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A model's folder, in memory once, for all language models made of it: the model alone, or with adapters. They share the weights,
 * and one thread may use one of them at a time.
 */
public final class LocalWeights implements AutoCloseable {
    private static final int DEFAULT_LENGTH = 2048;

    private final Checkpoint checkpoint;
    private final TextTokenizer tokenizer;
    private final Decoder decoder;
    private final DecoderOptions options;
    private final Digest fingerprint;
    private final Map<String, Attached> adapters = new LinkedHashMap<>();

    /** An adapter that is ready. */
    private record Attached(Adapter adapter, Digest fingerprint) {}

    private LocalWeights(Checkpoint checkpoint, TextTokenizer tokenizer, Decoder decoder, DecoderOptions options) {
        this.checkpoint = checkpoint;
        this.tokenizer = tokenizer;
        this.decoder = decoder;
        this.options = options;
        this.fingerprint = Fingerprint.of(checkpoint);
    }

    /**
     * Opens a model and its tokenizer.
     *
     * @throws io.graft.core.GraftException if the folder holds no such model, or one of an unknown family
     */
    public static LocalWeights open(Path folder, DecoderOptions options) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Checkpoint checkpoint = remember(opened, Dequantisation.open(folder));
            TextTokenizer tokenizer = remember(opened, TextTokenizer.open(folder));
            Decoder decoder = remember(opened, Decoder.open(checkpoint, options));
            return new LocalWeights(checkpoint, tokenizer, decoder, options);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** The model as it is. */
    public LocalModel alone() {
        return with(List.of());
    }

    /**
     * The model with adapters.
     *
     * @throws io.graft.core.GraftException if one of them does not fit
     */
    public LocalModel with(List<AdapterChoice> choices) {
        Adapters active = Adapters.NONE;
        for (AdapterChoice choice : choices) {
            attach(choice.folder());
            active = active.and(name(choice.folder()), choice.weight());
        }
        return new LocalModel(
                decoder,
                active,
                identity(choices),
                card(choices),
                new PairEncoder(tokenizer, maxLength()),
                new Writer(tokenizer, ends()));
    }

    /** Its tokenizer. */
    public TextTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public void close() {
        decoder.close();
        tokenizer.close();
        adapters.values().forEach(attached -> attached.adapter().close());
        checkpoint.close();
    }

    private Attached attach(Path folder) {
        return adapters.computeIfAbsent(name(folder), _ -> {
            Adapter adapter = Adapter.open(folder);
            decoder.attach(name(folder), adapter);
            return new Attached(adapter, adapter.fingerprint());
        });
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    private Digest identity(List<AdapterChoice> choices) {
        String adapted = choices.stream()
                .map(choice ->
                        "adapter %s %s\n".formatted(attach(choice.folder()).fingerprint(), choice.weight()))
                .sorted()
                .collect(Collectors.joining());
        return Digest.of("weights %s\n%stokenizer %s\nlength %d\nengine %s\n"
                .formatted(fingerprint, adapted, tokenizer.digest(), maxLength(), engine()));
    }

    private ModelCard card(List<AdapterChoice> choices) {
        String with = choices.stream()
                .map(choice -> " + " + choice.folder() + (choice.weight() == 1 ? "" : ":" + choice.weight()))
                .collect(Collectors.joining());
        return new ModelCard(
                checkpoint.folder() + with,
                checkpoint.config().dtype().map(DType::toString).orElse(""),
                checkpoint.tensors().values().stream()
                        .mapToLong(LocalWeights::elements)
                        .sum(),
                maxLength(),
                engine(),
                tokenizer.begin(),
                tokenizer.end(),
                tokenizer.pad());
    }

    private static long elements(Tensor tensor) {
        return tensor.shape().elements();
    }

    /** What a likelihood's last bits depend on. */
    private String engine() {
        return "graft decoder 1, float32, " + options.device();
    }

    /** As lm-evaluation-harness finds it. */
    private int maxLength() {
        ModelConfig config = checkpoint.config();
        return Stream.of("n_positions", "max_position_embeddings", "n_ctx")
                .flatMap(key -> config.field(key).stream())
                .filter(JsonNode::isInt)
                .map(JsonNode::intValue)
                .findFirst()
                .or(tokenizer::maxLength)
                .orElse(DEFAULT_LENGTH);
    }

    private Set<Integer> ends() {
        Path file = checkpoint.folder().resolve("generation_config.json");
        Optional<JsonNode> named = Files.isRegularFile(file)
                ? Optional.of(ConfigFile.read(file).path("eos_token_id")).filter(node -> !node.isMissingNode())
                : Optional.empty();
        Set<Integer> ends = new HashSet<>();
        named.or(() -> checkpoint.config().field("eos_token_id")).ifPresent(node -> {
            Iterable<JsonNode> ids = node.isArray() ? node : List.of(node);
            ids.forEach(id -> ends.add(id.asInt(-1)));
        });
        tokenizer.end().map(SpecialToken::id).ifPresent(ends::add);
        return Set.copyOf(ends);
    }

    private static <T extends AutoCloseable> T remember(List<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    private static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable resource : opened.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
