package io.graft.registry.bundle;

import io.graft.registry.bundle.Serving.Call;
import io.graft.registry.bundle.Serving.Placed;
import io.graft.registry.bundle.Serving.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** vLLM: LoRAs in slots of one rank, loaded and unloaded by name. */
record Vllm() implements Engine {
    /** Those that --max-lora-rank takes. */
    private static final List<Integer> RANKS = List.of(8, 16, 32, 64, 128, 256, 320, 512);

    @Override
    public String name() {
        return "vllm";
    }

    @Override
    public Stream<Refusal> refusals(Traits adapter) {
        int most = RANKS.getLast();
        Stream<Refusal> tooLarge = adapter.rank() > most
                ? Stream.of(new Refusal(
                        adapter.name(), "its rank is %d, and vLLM goes to %d".formatted(adapter.rank(), most)))
                : Stream.empty();
        return Stream.concat(Refusal.always(adapter), tooLarge);
    }

    @Override
    public Serving serve(Bundle bundle, Places places, List<Traits> adapters) {
        List<Placed> files = new ArrayList<>(List.of(Placed.of(bundle.base(), places)));
        bundle.adapters().forEach(member -> files.add(Placed.of(member.adapter(), places)));
        return new Serving(
                name(),
                bundle.reference(),
                bundle.digest(),
                command(bundle, places, adapters),
                Map.of("VLLM_ALLOW_RUNTIME_LORA_UPDATING", "True"),
                files,
                bundle.adapters().stream().map(member -> served(member, places)).toList());
    }

    /** Twice as many adapters fit into memory as answer at once: a new version comes before the old one goes. */
    private static List<String> command(Bundle bundle, Places places, List<Traits> adapters) {
        int count = bundle.adapters().size();
        List<String> command = new ArrayList<>(List.of(
                "vllm",
                "serve",
                places.of(bundle.base()),
                "--served-model-name",
                bundle.base().reference(),
                "--enable-lora",
                "--max-loras",
                Integer.toString(count),
                "--max-lora-rank",
                Integer.toString(rank(adapters)),
                "--max-cpu-loras",
                Integer.toString(2 * count),
                "--lora-modules"));
        bundle.adapters().forEach(member -> command.add(Places.name(member) + "=" + places.of(member.adapter())));
        return command;
    }

    private static int rank(List<Traits> adapters) {
        int largest = adapters.stream().mapToInt(Traits::rank).max().orElseThrow();
        return RANKS.stream().filter(rank -> rank >= largest).findFirst().orElseThrow();
    }

    private static Served served(Bundle.Member member, Places places) {
        String name = Places.name(member);
        String path = places.of(member.adapter());
        return new Served(
                member.task(),
                name,
                member.adapter().reference(),
                path,
                Call.post("/v1/load_lora_adapter", Map.of("lora_name", name, "lora_path", path)),
                Call.post("/v1/unload_lora_adapter", Map.of("lora_name", name)),
                Call.post("/v1/chat/completions", Map.of("model", name)));
    }
}
