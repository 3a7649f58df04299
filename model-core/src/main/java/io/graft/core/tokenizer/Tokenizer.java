package io.graft.core.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A tokenizer as Hugging Face's tokenizers library stores it, as far as merging needs it: which tokens there are and their ids. */
public final class Tokenizer {
    /** How the file is called. */
    public static final String FILE = "tokenizer.json";

    /** No tokenizer in use comes near; this keeps a forged id from becoming a giant embedding. */
    static final int MOST_TOKENS = 1 << 21;

    private static final String CONVERT =
            "Convert it with transformers: AutoTokenizer.from_pretrained(folder).save_pretrained(folder).";
    private static final List<String> OTHER_KINDS =
            List.of("tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "vocab.json", "vocab.txt");

    private final Path file;
    private final Map<String, Integer> ids;
    private final SequencedMap<String, AddedToken> added;

    Tokenizer(Path file, Map<String, Integer> ids, SequencedMap<String, AddedToken> added) {
        this.file = file;
        this.ids = ids;
        this.added = added;
    }

    /**
     * Reads the tokenizer of a model's folder: tokenizer.json, and the tokens that tokenizer_config.json and added_tokens.json add.
     *
     * @throws io.graft.core.GraftException with a {@link TokenizerError} if there is none, or only one of another kind, such as a
     *     sentencepiece model
     */
    public static Tokenizer read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            requireNoOtherKind(folder);
            throw TokenizerError.TOKENIZER_MISSING.at(
                    folder,
                    "%s holds no %s".formatted(folder, FILE),
                    "Add the model's tokenizer, or merge without a tokenizer setting.");
        }
        return TokenizerReader.read(file);
    }

    private static void requireNoOtherKind(Path folder) {
        OTHER_KINDS.stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw TokenizerError.TOKENIZER_UNSUPPORTED.at(
                            folder.resolve(name),
                            "%s holds its tokenizer in %s alone, and Graft reads %s".formatted(folder, name, FILE),
                            CONVERT);
                });
    }

    /** Its tokens as far as a model with an embedding of that many rows knows them. */
    public Vocabulary vocabulary(int rows) {
        return new Vocabulary(ids, rows);
    }

    /** All tokens, whether the model has rows for them or not. */
    Vocabulary everything() {
        return vocabulary(ids.values().stream().mapToInt(id -> id + 1).max().orElse(0));
    }

    /** By token; those of {@link #FILE} first, in its order. */
    SequencedMap<String, AddedToken> added() {
        return Collections.unmodifiableSequencedMap(added);
    }

    Path file() {
        return file;
    }
}
