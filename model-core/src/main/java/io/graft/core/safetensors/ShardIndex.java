package io.graft.core.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code model.safetensors.index.json} of a model whose weights are split over several files.
 *
 * @param file how the index is called in errors
 * @param weightMap for each tensor, the file beside the index that holds it
 * @param totalSize what the index states as the size of all tensors in bytes, if anything; makers of checkpoints get it wrong
 *     so often that nothing relies on it
 */
public record ShardIndex(
        String file,
        SortedMap<String, String> weightMap,
        @Nullable Long totalSize) {
    /** How the index of a checkpoint is called. */
    public static final String FILE = "model.safetensors.index.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter(
                            DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    public ShardIndex {
        weightMap = Collections.unmodifiableSortedMap(new TreeMap<>(weightMap));
    }

    /** The index of a model with these shards. */
    public static ShardIndex of(Map<String, SafetensorsHeader> shards) {
        TreeMap<String, String> weightMap = new TreeMap<>();
        shards.forEach((file, header) -> header.tensors().forEach(tensor -> weightMap.put(tensor.name(), file)));
        long size =
                shards.values().stream().mapToLong(SafetensorsHeader::dataSize).sum();
        return new ShardIndex(FILE, weightMap, size);
    }

    public static ShardIndex read(Path file) {
        SafetensorsHeader.requireRegular(file);
        try (InputStream bytes = Files.newInputStream(file)) {
            return read(bytes, file.toString());
        } catch (IOException e) {
            throw SafetensorsHeader.unreadable(file, e);
        }
    }

    /**
     * Reads the whole stream.
     *
     * @param file how to call the index in errors
     */
    public static ShardIndex read(InputStream bytes, String file) {
        return new IndexParser(bytes, file).parse();
    }

    /** The names of the shards. */
    public SortedSet<String> files() {
        return new TreeSet<>(weightMap.values());
    }

    /**
     * Holds the index against the shards that it names: each tensor is where the index says, once, and no shard holds a tensor
     * that the index does not list.
     *
     * @param shards the headers by the names that the index uses
     */
    public void requireAgreement(Map<String, SafetensorsHeader> shards) {
        new ShardAgreement(this, shards).require();
    }

    /** The index as transformers writes it. */
    public String json() {
        Map<String, Object> index = new TreeMap<>();
        index.put("metadata", totalSize == null ? Map.of() : Map.of("total_size", totalSize));
        index.put("weight_map", weightMap);
        return JSON.writeValueAsString(index) + "\n";
    }
}
