package io.graft.registry.bundle;

import io.graft.core.adapter.AdapterError;
import io.graft.core.preflight.Finding;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Judged;
import io.graft.registry.gate.Outcome;
import io.graft.registry.model.PinnedVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says when a merge does harm that serving its adapters side by side would not. */
@Component
class Adviser {
    /** What is lost in merging, and in nothing else. */
    private static final Set<String> HARMS = Set.of(
            AdapterError.ADAPTER_KIND_UNSUPPORTED.name(),
            AdapterError.ADAPTER_FEATURE_UNSUPPORTED.name(),
            "BASE_QUANTISED",
            "TYPE_LOSES_PRECISION");

    /** Conditions on what a model can do: each adapter alone may still meet them. */
    private static final Set<String> ABILITIES = Set.of("forgetting", "score");

    private final AdapterTraits traits;

    Adviser(AdapterTraits traits) {
        this.traits = traits;
    }

    Advice recommend(
            PinnedVersion base, List<PinnedVersion> adapters, List<Finding> findings, @Nullable GateVerdict verdict) {
        List<String> reasons = Stream.concat(
                        findings.stream()
                                .filter(finding -> HARMS.contains(finding.code()))
                                .map(Finding::message),
                        verdict == null ? Stream.empty() : failures(verdict))
                .distinct()
                .toList();
        Map<String, List<Refusal>> refusals = refusals(base, adapters);
        boolean servable = refusals.values().stream().anyMatch(List::isEmpty);
        return new Advice(!reasons.isEmpty() && servable, reasons, refusals);
    }

    private static Stream<String> failures(GateVerdict verdict) {
        return verdict.conditions().stream()
                .filter(judged -> judged.outcome() == Outcome.FAIL
                        && ABILITIES.contains(judged.condition().kind()))
                .map(Judged::sentence);
    }

    private Map<String, List<Refusal>> refusals(PinnedVersion base, List<PinnedVersion> adapters) {
        List<Refusal> misfits = adapters.stream()
                .filter(adapter -> !base.id().equals(adapter.baseId()))
                .map(adapter ->
                        new Refusal(adapter.reference(), "it was not trained on %s".formatted(base.reference())))
                .toList();
        List<Traits> read = misfits.isEmpty() ? traits.of(adapters) : List.of();
        Map<String, List<Refusal>> refusals = new LinkedHashMap<>();
        for (Engine engine : Engine.all()) {
            refusals.put(
                    engine.name(),
                    Stream.concat(misfits.stream(), read.stream().flatMap(engine::refusals))
                            .toList());
        }
        return refusals;
    }
}
