package io.graft.eval.language;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Text to tokens and back, as transformers does it with the same files. Never cuts a text short.
 *
 * @see TokenizerSettings
 */
public final class TextTokenizer implements AutoCloseable {
    private static final Map<String, String> WHOLE_TEXTS =
            Map.of("truncation", "false", "padding", "false", "modelMaxLength", String.valueOf(Integer.MAX_VALUE));

    private final HuggingFaceTokenizer tokens;
    private final TokenizerSettings settings;
    private final Digest digest;

    private TextTokenizer(HuggingFaceTokenizer tokens, TokenizerSettings settings, Digest digest) {
        this.tokens = tokens;
        this.settings = settings;
        this.digest = digest;
    }

    /**
     * Reads the tokenizer of a model's folder.
     *
     * @throws GraftException if it has none, or one that cannot be read
     */
    public static TextTokenizer open(Path folder) {
        Tokenizer known = Tokenizer.read(folder);
        Path file = folder.resolve(Tokenizer.FILE);
        try {
            System.setProperty("OPT_OUT_TRACKING", "true");
            return new TextTokenizer(
                    HuggingFaceTokenizer.newInstance(file, WHOLE_TEXTS),
                    TokenizerSettings.read(folder, known),
                    TokenizerSettings.digest(folder));
        } catch (IOException | RuntimeException e) {
            if (e instanceof GraftException ours) {
                throw ours;
            }
            throw LanguageError.TOKENIZER_INVALID.at(
                    file,
                    "%s cannot be used as a tokenizer: %s".formatted(file, e.getMessage()),
                    "Use the tokenizer.json that came with the model.",
                    e);
        }
    }

    /** Equal for equal files, whatever they are called. */
    public Digest digest() {
        return digest;
    }

    /** The token that stands before a text without context: the one that begins texts, or else the one that ends them. */
    public Optional<SpecialToken> prefix() {
        return begin().or(this::end);
    }

    public Optional<SpecialToken> begin() {
        return settings.begin();
    }

    public Optional<SpecialToken> end() {
        return settings.end();
    }

    public Optional<SpecialToken> pad() {
        return settings.pad();
    }

    /** The most tokens that the tokenizer's config allows for, if it says so. */
    Optional<Integer> maxLength() {
        return settings.maxLength();
    }

    /** The tokens of a prompt, with the special tokens that the model wants around it, unless it begins with one already. */
    public int[] encode(String text) {
        return prefix().map(SpecialToken::text).filter(text::startsWith).isPresent()
                ? encodeAlone(text)
                : ids(text, true);
    }

    /** The tokens of the text and no other. */
    public int[] encodeAlone(String text) {
        return ids(text, false);
    }

    /** The text that the tokens stand for, without special tokens. */
    public String decode(int[] ids) {
        return tokens.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    }

    /** The same with special tokens. */
    String decodeWhole(int[] ids) {
        return tokens.decode(Arrays.stream(ids).asLongStream().toArray(), false);
    }

    @Override
    public void close() {
        tokens.close();
    }

    private int[] ids(String text, boolean special) {
        return Arrays.stream(tokens.encode(text, special, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }
}
