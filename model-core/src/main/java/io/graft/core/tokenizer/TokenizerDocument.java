package io.graft.core.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The whole of a tokenizer.json, for those who store a tokenizer in another form. */
public final class TokenizerDocument {
    private TokenizerDocument() {}

    /** Reads the file of a model's folder, if there is one. */
    public static Optional<JsonNode> read(Path folder) {
        Path file = folder.resolve(Tokenizer.FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TokenizerJson.tree(file));
        } catch (JacksonException e) {
            throw TokenizerJson.invalid(file, e);
        }
    }
}
