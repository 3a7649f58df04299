package io.graft.cli;

import io.graft.core.GraftException;
import java.util.List;
import java.util.Optional;

/** Where models of a registry were imported from, which their tags tell. */
record ImportOrigin(Registry registry, List<Catalogue.Listed> models) {
    private static final String REPOSITORY = "hf.repo";
    private static final String COMMIT = "hf.commit";

    /** Those that were imported from a repository, or have its very name. */
    List<ModelName> named(String repository) {
        return models.stream()
                .filter(model -> model.tag(REPOSITORY).map(repository::equals).orElse(false)
                        || model.model().toString().equals(repository))
                .map(Catalogue.Listed::model)
                .toList();
    }

    /** @throws GraftException where the model is there and came from elsewhere */
    void requireFree(ModelName model, String repository) {
        Optional<String> other = tag(model, REPOSITORY).filter(origin -> !origin.equals(repository));
        if (other.isPresent()) {
            throw new GraftException(
                    ImportError.IMPORT_ORIGIN_DIFFERS,
                    model.toString(),
                    "%s was imported from %s, not from %s".formatted(model, other.get(), repository),
                    "Name another model with --as.");
        }
    }

    void record(ModelName model, String repository, String commit) throws InterruptedException {
        write(model, REPOSITORY, repository);
        write(model, COMMIT, commit);
    }

    private void write(ModelName model, String key, String value) throws InterruptedException {
        if (!tag(model, key).equals(Optional.of(value))) {
            registry.tag(model, key, value);
        }
    }

    private Optional<String> tag(ModelName model, String key) {
        return models.stream()
                .filter(listed -> listed.model().equals(model))
                .findFirst()
                .flatMap(listed -> listed.tag(key));
    }
}
