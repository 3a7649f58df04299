package io.graft.registry.model;

import io.graft.core.GraftException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, opaque to clients.
 *
 * @param after the sort key of the last row; empty before the first row
 */
public record Cursor(String after) {
    public static final Cursor START = new Cursor("");

    public static Cursor parse(@Nullable String text) {
        try {
            return text == null || text.isEmpty()
                    ? START
                    : new Cursor(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(StandardCharsets.UTF_8));
    }

    public static GraftException malformed(@Nullable Throwable cause) {
        return new GraftException(
                ModelError.CURSOR_MALFORMED,
                "cursor",
                "The cursor was not made by this registry",
                "Take it from the \"next\" field of the page before, or leave it out.",
                cause);
    }
}
