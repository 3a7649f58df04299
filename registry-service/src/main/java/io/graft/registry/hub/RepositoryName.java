package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Hub's clients call a repository. Those that nobody made and nobody writes to have a namespace that begins with a capital,
 * as no model's does, and are read apart in one way only.
 */
sealed interface RepositoryName {
    /** {@code namespace/name}: a model. */
    record OfModel(ModelName model) implements RepositoryName {
        @Override
        public String toString() {
            return model.toString();
        }
    }

    /** {@code Releases.namespace/name-v3}: one released version, for ever. */
    record OfRelease(ModelName model, int number) implements RepositoryName {
        static final String PREFIX = "Releases.";

        @Override
        public String toString() {
            return PREFIX + numbered(model, number);
        }
    }

    /** {@code Pools.namespace/name-v3}: the released adapters of one version. */
    record OfPool(ModelName base, int number) implements RepositoryName {
        static final String PREFIX = "Pools.";

        @Override
        public String toString() {
            return PREFIX + numbered(base, number);
        }
    }

    Pattern NUMBERED = Pattern.compile("(.+)-v([1-9][0-9]{0,8})");

    /**
     * Reads a name to look at what is in it.
     *
     * @throws GraftException where no repository can have that name
     */
    static RepositoryName of(String namespace, String name) {
        if (!isVirtual(namespace)) {
            return new OfModel(new ModelName(namespace, name));
        }
        Matcher numbered = NUMBERED.matcher(name);
        if (!numbered.matches()) {
            throw HubError.noRepository(
                    namespace + "/" + name, "Its name is that of a model, then -v and the number of a version.");
        }
        ModelName model = new ModelName(namespace.substring(namespace.indexOf('.') + 1), numbered.group(1));
        int number = Integer.parseInt(numbered.group(2));
        return namespace.startsWith(OfRelease.PREFIX) ? new OfRelease(model, number) : new OfPool(model, number);
    }

    /**
     * Reads a name to change what is in it.
     *
     * @throws GraftException {@link HubError#HUB_REPOSITORY_READ_ONLY}
     */
    static ModelName toWrite(String namespace, String name) {
        if (isVirtual(namespace)) {
            throw HubError.readOnly(namespace + "/" + name);
        }
        return new ModelName(namespace, name);
    }

    /** {@code acme/bot-v3}. */
    static String numbered(ModelName model, int number) {
        return "%s-v%d".formatted(model, number);
    }

    default String namespace() {
        return toString().substring(0, toString().indexOf('/'));
    }

    private static boolean isVirtual(String namespace) {
        return namespace.startsWith(OfRelease.PREFIX) || namespace.startsWith(OfPool.PREFIX);
    }
}
