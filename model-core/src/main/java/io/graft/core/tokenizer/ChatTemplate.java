package io.graft.core.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Which chat template a recipe wants its result to have. */
public sealed interface ChatTemplate {
    /** The templates that a recipe can name. */
    Set<String> NAMES = Set.of("alpaca", "chatml", "exaone", "llama3", "mistral");

    /** The template that most of the models have; of equally common ones, that of the model listed first. */
    record Auto() implements ChatTemplate {}

    /**
     * One template.
     *
     * @param jinja its text
     */
    record Fixed(String jinja) implements ChatTemplate {}

    /**
     * Reads {@code auto}, the name of a template, or a template in Jinja of at least 20 characters.
     *
     * @throws io.graft.core.GraftException with CHAT_TEMPLATE_INVALID if it is none of these
     */
    static ChatTemplate parse(String written) {
        if (written.equals("auto")) {
            return new Auto();
        }
        if (NAMES.contains(written)) {
            return new Fixed(named(written));
        }
        if (written.length() >= 20 && written.contains("{")) {
            return new Fixed(written);
        }
        throw TokenizerError.CHAT_TEMPLATE_INVALID.at(
                "chat_template",
                "\"%.60s\" is no chat template".formatted(written),
                "Use auto, alpaca, chatml, exaone, llama3, mistral, or a template in Jinja of at least 20 characters.");
    }

    /**
     * The text of the template; empty for {@code auto} if no model has one.
     *
     * @param models the folders of the models as the recipe lists them
     */
    default Optional<String> text(List<Path> models) {
        return switch (this) {
            case Auto _ -> ChatTemplateFiles.mostCommon(models);
            case Fixed(String jinja) -> Optional.of(jinja);
        };
    }

    /**
     * Puts the template where the small files of the result keep theirs.
     *
     * @param files by name; changed
     * @param models the folders of the models as the recipe lists them
     */
    default void put(SortedMap<String, byte[]> files, List<Path> models) {
        text(models).ifPresent(jinja -> ChatTemplateFiles.put(jinja, files));
    }

    private static String named(String name) {
        try (InputStream text =
                Objects.requireNonNull(ChatTemplate.class.getResourceAsStream(name + ".jinja"), "a resource")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
