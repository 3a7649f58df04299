package io.graft.registry.mlflow;

import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where MLflow's clients look for a file or folder of a version.
 *
 * @param path in the version; empty for all of it
 */
record ArtifactPath(VersionReference version, String path) {
    private static final Pattern FORM =
            Pattern.compile("/?models/(?<namespace>[^/]+)/(?<name>[^/]+)/(?<version>[^/]+)(?:/(?<path>.*?)/?)?");

    static ArtifactPath parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw MlflowError.noArtifact(text);
        }
        return new ArtifactPath(
                new VersionReference(
                        new ModelName(parts.group("namespace"), parts.group("name")), parts.group("version")),
                Objects.requireNonNullElse(parts.group("path"), ""));
    }
}
