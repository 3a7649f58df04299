package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.registry.model.VersionFacts.Licensed;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version and everything that it came from must be under one of some licences.
 *
 * @param anyOf as the Hugging Face Hub writes them: {@code apache-2.0}, {@code mit}
 */
@JsonTypeName("licence")
record LicenceCondition(List<String> anyOf) implements Condition {
    LicenceCondition {
        anyOf = anyOf.stream().map(LicenceCondition::normal).toList();
        if (anyOf.isEmpty()) {
            throw GateError.refused("anyOf", "No licence is accepted", "Name at least one licence.");
        }
    }

    @Override
    public Judged judge(Subject subject) {
        List<Licensed> all = upstream(subject)
                .map(version -> subject.facts().licensed(version))
                .toList();
        List<String> refused = all.stream()
                .filter(one -> !one.licences().stream().allMatch(this::accepts))
                .map(one -> "%s is under %s".formatted(one.version(), String.join(" and ", one.licences())))
                .toList();
        List<String> unknown = all.stream()
                .filter(one -> one.licences().isEmpty())
                .map(Licensed::version)
                .toList();
        return judged(refused, unknown, all);
    }

    private Judged judged(List<String> refused, List<String> unknown, List<Licensed> all) {
        Evidence[] evidence = all.stream()
                .map(one -> new Evidence("version", one.version(), one.digest()))
                .toArray(Evidence[]::new);
        if (!refused.isEmpty()) {
            return Judged.of(this, Outcome.FAIL, String.join("; ", refused), evidence);
        }
        return unknown.isEmpty()
                ? Judged.of(this, Outcome.PASS, passed(all), evidence)
                : Judged.unknown(
                        this, "Nobody says what licence %s has".formatted(String.join(", ", unknown)), evidence);
    }

    private static String passed(List<Licensed> all) {
        return all.stream()
                .map(one -> "%s is under %s".formatted(one.version(), String.join(" and ", one.licences())))
                .collect(Collectors.joining("; "));
    }

    private boolean accepts(String licence) {
        return anyOf.contains(normal(licence));
    }

    private static Stream<UUID> upstream(Subject subject) {
        UUID version = subject.version().id();
        return Stream.concat(Stream.of(version), subject.lineage().ancestorsOf(version).stream());
    }

    private static String normal(String licence) {
        return licence.strip().toLowerCase(Locale.ROOT);
    }
}
