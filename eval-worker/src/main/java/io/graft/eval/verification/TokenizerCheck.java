package io.graft.eval.verification;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether the merged model's tokenizer makes the same tokens of texts as the base's. */
final class TokenizerCheck {
    private TokenizerCheck() {}

    static List<Finding> of(TextTokenizer base, TextTokenizer merged, List<Text> texts, Path folder) {
        if (base.digest().equals(merged.digest())) {
            return List.of();
        }
        Optional<Text> other = texts.stream()
                .filter(text -> !Arrays.equals(base.ids(text.content()), merged.ids(text.content())))
                .findFirst();
        return List.of(other.map(text -> VerificationError.TOKENIZER_DIFFERS.finding(
                        Severity.ERROR,
                        folder,
                        "The merged model has the tokenizer of another model: it makes other tokens of %s than the base's"
                                .formatted(text.name())))
                .orElseGet(() -> VerificationError.TOKENIZER_FILE_DIFFERS.finding(
                        Severity.WARNING,
                        folder,
                        "tokenizer.json is not the base's, though it makes the same tokens of the texts used here")));
    }
}
