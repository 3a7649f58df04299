package io.graft.core.tokenizer;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of a model's folder that make up its tokenizer, by their names. */
final class TokenizerFiles {
    static final String CONFIG = "tokenizer_config.json";
    static final String ADDED = "added_tokens.json";

    private static final String DECODER = "added_tokens_decoder";
    /** The same tokens in older forms, which a union leaves behind. */
    private static final Set<String> OLDER = Set.of(ADDED, "vocab.json", "vocab.txt", "merges.txt");

    private static final Set<String> OTHERS =
            Set.of("special_tokens_map.json", "chat_template.jinja", "chat_template.json");

    private TokenizerFiles() {}

    /** All small files of a model that go with its weights, by name. */
    static SortedMap<String, byte[]> of(Checkpoint checkpoint) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path file : checkpoint.otherFiles()) {
            files.put(file.getFileName().toString(), TokenizerJson.bytes(file));
        }
        return files;
    }

    /** The files of a model with another model's tokenizer. */
    static SortedMap<String, byte[]> replaced(Checkpoint donor, Checkpoint keeper) {
        SortedMap<String, byte[]> files = of(donor);
        files.keySet().removeIf(TokenizerFiles::isTokenizer);
        of(keeper).forEach((name, bytes) -> {
            if (isTokenizer(name)) {
                files.put(name, bytes);
            }
        });
        Path generation = donor.folder().resolve(TokenIds.GENERATION);
        files.computeIfPresent(TokenIds.GENERATION, (_, _) -> TokenIds.generation(generation, keeper));
        return files;
    }

    /** The files of the model that a union begins with, with the tokens of the union. */
    static SortedMap<String, byte[]> extended(Checkpoint donor, Tokenizer tokenizer, ResultTokens tokens) {
        SortedMap<String, byte[]> files = of(donor);
        files.keySet().removeIf(name -> OLDER.contains(name) || isSentencepiece(name));
        files.put(Tokenizer.FILE, UnionFile.bytes(tokenizer, tokens));
        if (files.containsKey(CONFIG)) {
            ObjectNode config = ConfigFile.read(donor.folder().resolve(CONFIG));
            extendDecoder(config.path(DECODER), tokens);
            files.put(CONFIG, TokenizerJson.pretty(config));
        }
        return files;
    }

    private static void extendDecoder(JsonNode decoder, ResultTokens tokens) {
        if (decoder instanceof ObjectNode known) {
            tokens.added().forEach((token, how) -> {
                String id = String.valueOf(tokens.vocabulary().row(token).orElseThrow());
                if (!known.has(id)) {
                    describe(known.putObject(id), token, how);
                }
            });
        }
    }

    private static void describe(ObjectNode entry, String token, AddedToken how) {
        entry.put("content", token)
                .put("lstrip", how.lstrip())
                .put("normalized", how.normalized())
                .put("rstrip", how.rstrip())
                .put("single_word", how.singleWord())
                .put("special", how.special());
    }

    private static boolean isTokenizer(String name) {
        return name.startsWith("tokenizer") || OLDER.contains(name) || OTHERS.contains(name) || isSentencepiece(name);
    }

    private static boolean isSentencepiece(String name) {
        return name.endsWith(".model") || name.endsWith(".tiktoken");
    }
}
