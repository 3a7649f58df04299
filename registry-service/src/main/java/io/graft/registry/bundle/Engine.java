package io.graft.registry.bundle;

import io.graft.core.GraftException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server of models that loads adapters while it runs. */
sealed interface Engine permits Vllm, Lorax {
    static List<Engine> all() {
        return List.of(new Vllm(), new Lorax());
    }

    static Engine named(String name) {
        return all().stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BundleError.ENGINE_UNKNOWN.at(
                        "engine",
                        "\"%s\" is no engine".formatted(name),
                        "Use %s.".formatted(all().stream().map(Engine::name).collect(Collectors.joining(" or ")))));
    }

    String name();

    /** Why it could not serve an adapter as it was trained; nothing if it can. */
    Stream<Refusal> refusals(Traits adapter);

    /** What it needs to serve a bundle. */
    Serving serve(Bundle bundle, Places places, List<Traits> adapters);

    /**
     * Refuses a bundle that could not be served as it is meant.
     *
     * @throws GraftException {@link BundleError#BUNDLE_NOT_SERVABLE}
     */
    default void requireServable(Bundle bundle, List<Traits> adapters) {
        List<Refusal> refusals = adapters.stream().flatMap(this::refusals).toList();
        if (!refusals.isEmpty()) {
            Refusal first = refusals.getFirst();
            throw BundleError.BUNDLE_NOT_SERVABLE
                    .at(
                            first.adapter(),
                            "%s cannot serve %s: %s".formatted(name(), first.adapter(), first.reason()),
                            "Merge the adapter, or leave it out of %s.".formatted(bundle.reference()))
                    .with("refusals", refusals);
        }
    }
}
