package io.graft.registry.release;

import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which versions a rule is about.
 *
 * @param model a name in which {@code *} stands for any characters but a slash
 * @param tags that the model must have
 * @param base the model, in any version, that an adapter must have been trained on; null for any
 */
record Selector(
        String model, Map<String, String> tags, @Nullable ModelName base) {
    Selector {
        tags = Map.copyOf(tags);
    }

    /** Whether the name alone would do. */
    boolean names(ModelName name) {
        return pattern().matcher(name.toString()).matches();
    }

    boolean matches(PinnedVersion version, Map<String, String> itsTags, @Nullable ModelName itsBase) {
        return names(version.model())
                && itsTags.entrySet().containsAll(tags.entrySet())
                && (base == null || base.equals(itsBase));
    }

    /** Whether there may be a model that both are about. */
    boolean mayMeet(Selector other) {
        if (!other.isPattern()) {
            return names(ModelName.parse(other.model()));
        }
        return isPattern() || other.names(ModelName.parse(model));
    }

    private boolean isPattern() {
        return model.contains("*");
    }

    private Pattern pattern() {
        return Pattern.compile(
                Stream.of(model.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")));
    }
}
