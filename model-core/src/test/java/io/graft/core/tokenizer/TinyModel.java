package io.graft.core.tokenizer;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.Models;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes models with a tokenizer of a few tokens, whose embedding tells which model and which row a value is from. */
final class TinyModel {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String BIAS = "lm_head.bias";
    static final int WIDTH = 3;

    private TinyModel() {}

    /** Tokens in the order of their ids; those in angle brackets are special added tokens. The embedding has a row for each. */
    static Checkpoint of(Path folder, int number, String... tokens) throws IOException {
        return padded(folder, number, tokens.length, tokens);
    }

    /** The same with so many rows, be it more or fewer than there are tokens. */
    static Checkpoint padded(Path folder, int number, int rows, String... tokens) throws IOException {
        Models model = Models.in(folder)
                .tensor(EMBEDDING, DType.F32, i -> value(number, i / WIDTH, i % WIDTH), rows, WIDTH)
                .tensor("model.norm.weight", DType.F32, i -> 1, WIDTH)
                .tensor(BIAS, DType.F32, i -> value(number, i, 0), rows);
        return saved(model, folder, number, rows, tokens);
    }

    /** The same with one value in all of its embedding. */
    static Checkpoint constant(Path folder, double value, String... tokens) throws IOException {
        Models model = Models.in(folder).tensor(EMBEDDING, DType.F64, i -> value, tokens.length, WIDTH);
        return saved(model, folder, 1, tokens.length, tokens);
    }

    private static Checkpoint saved(Models model, Path folder, int number, int rows, String... tokens)
            throws IOException {
        model.file("tokenizer.json", tokenizer(tokens))
                .file("tokenizer_config.json", "{\"model_max_length\": %d}".formatted(number))
                .model("""
                        {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": %d,
                         "bos_token_id": 0, "eos_token_id": [%d], "tie_word_embeddings": true}
                        """.formatted(rows, number));
        return Checkpoint.open(folder);
    }

    /** What stands in a row of the embedding: 100 for each model, 1 for each row, a quarter for each column. */
    static double value(int number, int row, int column) {
        return number * 100 + row + column / 4.0;
    }

    static String tokenizer(String... tokens) {
        String added = IntStream.range(0, tokens.length)
                .filter(id -> tokens[id].startsWith("<"))
                .mapToObj(id -> """
                        {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
                         "special": true}""".formatted(id, tokens[id]))
                .collect(Collectors.joining(","));
        String vocabulary = IntStream.range(0, tokens.length)
                .filter(id -> !tokens[id].startsWith("<"))
                .mapToObj(id -> "\"%s\": %d".formatted(tokens[id], id))
                .collect(Collectors.joining(","));
        return """
                {"version": "1.0", "added_tokens": [%s], "normalizer": null, "pre_tokenizer": {"type": "Whitespace"},
                 "model": {"type": "BPE", "unk_token": null, "vocab": {%s}, "merges": []}}
                """.formatted(added, vocabulary);
    }

    static Path write(Path folder, String name, String text) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name), text);
    }

    /** The tokens that a reader finds in the files of a result. */
    static List<String> tokens(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return Tokenizer.read(folder).everything().tokens();
    }
}
