package io.graft.eval.verification;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A text that models are compared on.
 *
 * @param name what it is, for people
 */
public record Text(String name, String content) {
    private static final String SAMPLE = "sample.txt";

    /** The text that every verification has: prose, talk, code, tables and numbers, in several languages. */
    public static Text sample() {
        try (InputStream stream = Objects.requireNonNull(Text.class.getResourceAsStream(SAMPLE), SAMPLE)) {
            return new Text("Graft's sample text", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Digest digest() {
        return Digest.of(content);
    }
}
