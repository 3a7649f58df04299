package io.graft.registry.bundle;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ServingController {
    private final Bundles bundles;
    private final AdapterTraits traits;

    ServingController(Bundles bundles, AdapterTraits traits) {
        this.bundles = bundles;
        this.traits = traits;
    }

    /** What vLLM or LoRAX needs to serve a bundle whose versions lie in a folder, each under its name and number. */
    @GetMapping("/api/v1/bundles/{namespace}/{name}/{version}/serving")
    Serving serving(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam String engine,
            @RequestParam(defaultValue = "models") String folder) {
        Engine by = Engine.named(engine);
        Bundle bundle = bundles.find(BundleController.reference(namespace, name, version));
        var adapters = traits.of(bundles.pinned(bundle).adapters().values());
        by.requireServable(bundle, adapters);
        return by.serve(bundle, new Places(folder), adapters);
    }
}
