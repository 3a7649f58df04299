package io.graft.core.recipe;

import io.graft.core.GraftException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the files of one model or one adapter are. Its text form is what recipes write. */
public sealed interface Source {
    /** Reads {@code namespace/name@version}, or else a path. A folder that happens to be called so has to be written {@code ./…}. */
    static Source parse(String text) {
        Matcher registered = Registered.FORM.matcher(text);
        return registered.matches()
                ? new Registered(registered.group(1), registered.group(2), registered.group(3))
                : new LocalPath(text);
    }

    /** A folder of this machine. */
    record LocalPath(String path) implements Source {
        public LocalPath {
            if (path.isBlank() || path.indexOf('\0') >= 0) {
                throw new GraftException(
                        RecipeError.REFERENCE_MALFORMED,
                        path,
                        "A model reference is empty",
                        "Name a folder, or a registered version as namespace/name@version.");
            }
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * A version in the registry.
     *
     * @param version a number, or an alias that is resolved when the merge is asked for
     */
    record Registered(String namespace, String name, String version) implements Source {
        private static final Pattern FORM = Pattern.compile("([a-z0-9][\\w.-]*)/([\\w.-]+)@([\\w.-]+)");

        public Registered {
            if (!FORM.matcher(text(namespace, name, version)).matches()) {
                throw new GraftException(
                        RecipeError.REFERENCE_MALFORMED,
                        text(namespace, name, version),
                        "\"%s\" does not name a registered version".formatted(text(namespace, name, version)),
                        "Write namespace/name@version, with a number or an alias as the version.");
            }
        }

        @Override
        public String toString() {
            return text(namespace, name, version);
        }

        private static String text(String namespace, String name, String version) {
            return namespace + "/" + name + "@" + version;
        }
    }
}
