package io.graft.core.tokenizer;

import io.graft.core.checkpoint.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The tokens that transformers adds to those of a tokenizer.json: from the tokenizer's config, or else from an older file. */
final class Additions {
    private Additions() {}

    static void read(Path folder, TokenTable tokens) {
        Path config = folder.resolve(TokenizerFiles.CONFIG);
        Path older = folder.resolve(TokenizerFiles.ADDED);
        JsonNode decoder = Files.exists(config) ? ConfigFile.read(config).path("added_tokens_decoder") : null;
        if (decoder != null && decoder.isObject()) {
            decoder.properties().forEach(entry -> put(config, entry.getKey(), entry.getValue(), tokens));
        } else if (Files.exists(older)) {
            ConfigFile.read(older)
                    .properties()
                    .forEach(entry -> tokens.putMissing(
                            older, entry.getKey(), entry.getValue().asInt(-1), AddedToken.PLAIN));
        }
    }

    private static void put(Path config, String id, JsonNode token, TokenTable tokens) {
        AddedToken how = AddedToken.of(flag -> token.path(flag).asBoolean(false));
        tokens.putMissing(config, token.path("content").asString(""), TokenTable.id(id), how);
    }
}
