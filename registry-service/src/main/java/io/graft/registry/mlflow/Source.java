package io.graft.registry.mlflow;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version as a URI of this registry or of MLflow names it. */
final class Source {
    private static final Pattern URI =
            Pattern.compile("(?:graft://|registry://|models:/{1,3}|mlflow-artifacts:/{1,3}models/)"
                    + "(?<namespace>[^/@]+)/(?<name>[^/@]+)[/@](?<number>[1-9][0-9]{0,8})/?");

    private Source() {}

    /** Empty for what is elsewhere. */
    static Optional<VersionReference> parse(String text) {
        Matcher parts = URI.matcher(text);
        return parts.matches()
                ? Optional.of(new VersionReference(
                        new ModelName(parts.group("namespace"), parts.group("name")), parts.group("number")))
                : Optional.empty();
    }

    static GraftException foreign(String text, ModelName model) {
        return new GraftException(
                MlflowError.MLFLOW_SOURCE_UNKNOWN,
                "source",
                "%s is not a ready version of %s, and nothing is fetched from elsewhere".formatted(text, model),
                "Upload with hf upload or graft push, then name it as registry://%s/NUMBER.".formatted(model));
    }
}
