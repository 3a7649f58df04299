package io.graft.eval.verification;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The tokenizer of a model's folder, with the special tokens that it adds by itself. */
final class TextTokenizer implements AutoCloseable {
    private static final String FILE = "tokenizer.json";

    private final HuggingFaceTokenizer tokenizer;
    private final Digest digest;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, Digest digest) {
        this.tokenizer = tokenizer;
        this.digest = digest;
    }

    static TextTokenizer open(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw VerificationError.VERIFICATION_TOKENIZER_MISSING.at(
                    folder, "%s holds no %s, so no text can be given to the model".formatted(folder, FILE));
        }
        try {
            // Cut texts would be compared as if they were whole
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optTruncation(false)
                    .optPadding(false)
                    .optAddSpecialTokens(true)
                    .build();
            return new TextTokenizer(tokenizer, Digest.of(Files.readAllBytes(file)));
        } catch (IOException | RuntimeException e) {
            throw VerificationError.VERIFICATION_TOKENIZER_UNREADABLE.at(
                    file, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    int[] ids(String text) {
        return Arrays.stream(tokenizer.encode(text).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Of the file. */
    Digest digest() {
        return digest;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
