package io.graft.registry.model;

import io.graft.core.GraftException;
import java.util.OptionalInt;

/**
 * A version as people name it: {@code namespace/name@3} or {@code namespace/name@champion}.
 *
 * @param selector a number or an alias
 */
public record VersionReference(ModelName model, String selector) {
    public VersionReference {
        if (number(selector).isEmpty() && !Alias.isName(selector)) {
            throw malformed(model + "@" + selector);
        }
    }

    public static VersionReference parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw malformed(text);
        }
        return new VersionReference(ModelName.parse(text.substring(0, at)), text.substring(at + 1));
    }

    /** The number, where the selector is one and not an alias. */
    public OptionalInt number() {
        return number(selector);
    }

    @Override
    public String toString() {
        return model + "@" + selector;
    }

    private static OptionalInt number(String selector) {
        return selector.matches("[1-9][0-9]{0,8}") ? OptionalInt.of(Integer.parseInt(selector)) : OptionalInt.empty();
    }

    private static GraftException malformed(String text) {
        return new GraftException(
                ModelError.VERSION_REFERENCE_MALFORMED,
                text,
                "\"%s\" does not name a version".formatted(text),
                "Write namespace/name@number or namespace/name@alias.");
    }
}
