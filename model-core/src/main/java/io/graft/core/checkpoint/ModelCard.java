package io.graft.core.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a model says of itself in the YAML at the head of its README.md, as on the Hugging Face Hub. What cannot be read says nothing.
 */
public record ModelCard(Map<?, ?> fields) {
    /** Where it is. */
    public static final String FILE = "README.md";

    private static final int LONGEST = 1 << 18;
    private static final String FENCE = "---";
    private static final String MERGE = "merge";
    /** The Hub's word for a licence that it has no word for; then the name says more. */
    private static final String OTHER = "other";

    /** Reads what is at the head of a README, and closes it. */
    public static ModelCard read(InputStream readme) {
        try (readme) {
            return parse(new String(readme.readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelCard parse(String readme) {
        List<String> lines = readme.lines().map(String::stripTrailing).toList();
        int end = lines.isEmpty() || !lines.getFirst().equals(FENCE)
                ? -1
                : lines.subList(1, lines.size()).indexOf(FENCE);
        return new ModelCard(end < 0 ? Map.of() : yaml(String.join("\n", lines.subList(1, end + 1))));
    }

    /** What the model was made from, as its owner names it: {@code organization/name}, or whatever was written there. */
    public List<String> bases() {
        return texts(fields.get("base_model")).toList();
    }

    /** Whether it was merged: it says so, or is tagged so and came from several. That is how the Hub tells, too. */
    public boolean isMerge() {
        return texts(fields.get("base_model_relation"))
                .findFirst()
                .map(MERGE::equals)
                .orElseGet(() -> bases().size() > 1 && texts(fields.get("tags")).anyMatch(MERGE::equals));
    }

    /** Under which licences it is, by their identifiers or names. */
    public List<String> licences() {
        return texts(fields.get("license")).flatMap(this::named).toList();
    }

    private Stream<String> named(String licence) {
        return licence.equals(OTHER)
                ? Stream.of(texts(fields.get("license_name")).findFirst().orElse(OTHER))
                : Stream.of(licence);
    }

    private static Stream<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case Collection<?> several ->
                several.stream().filter(Objects::nonNull).map(Object::toString);
            default -> Stream.of(value.toString());
        };
    }

    private static Map<?, ?> yaml(String text) {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setCodePointLimit(LONGEST);
            return Optional.ofNullable(new Yaml(new SafeConstructor(limits)).load(text))
                    .filter(Map.class::isInstance)
                    .map(Map.class::cast)
                    .orElse(Map.of());
        } catch (YAMLException _) {
            return Map.of();
        }
    }
}
