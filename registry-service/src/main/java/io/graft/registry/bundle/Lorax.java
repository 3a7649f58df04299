package io.graft.registry.bundle;

import io.graft.registry.bundle.Serving.Call;
import io.graft.registry.bundle.Serving.Placed;
import io.graft.registry.bundle.Serving.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** LoRAX: a request names its adapter, which is loaded then and goes when others need the room. */
record Lorax() implements Engine {
    private static final String LOCAL = "local";

    @Override
    public String name() {
        return "lorax";
    }

    @Override
    public Stream<Refusal> refusals(Traits adapter) {
        return Refusal.always(adapter);
    }

    @Override
    public Serving serve(Bundle bundle, Places places, List<Traits> adapters) {
        List<Placed> files = new ArrayList<>(List.of(Placed.of(bundle.base(), places)));
        List<String> command = new ArrayList<>(List.of(
                "lorax-launcher",
                "--model-id",
                places.of(bundle.base()),
                "--source",
                LOCAL,
                "--adapter-source",
                LOCAL));
        for (Bundle.Member member : bundle.adapters()) {
            files.add(Placed.of(member.adapter(), places));
            command.addAll(List.of("--preloaded-adapter-ids", places.of(member.adapter())));
        }
        return new Serving(
                name(),
                bundle.reference(),
                bundle.digest(),
                command,
                Map.of(),
                files,
                bundle.adapters().stream().map(member -> served(member, places)).toList());
    }

    private static Served served(Bundle.Member member, Places places) {
        String path = places.of(member.adapter());
        Map<String, Object> parameters = Map.of("adapter_id", path, "adapter_source", LOCAL);
        return new Served(
                member.task(),
                path,
                member.adapter().reference(),
                path,
                null,
                null,
                Call.post("/generate", Map.of("inputs", "", "parameters", parameters)));
    }
}
