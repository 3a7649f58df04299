package io.graft.core.licence;

import static io.graft.core.licence.LicenceFinding.LICENCES_CONFLICT;
import static io.graft.core.licence.LicenceFinding.LICENCE_FORBIDS_DERIVATIVES;
import static io.graft.core.licence.LicenceFinding.LICENCE_UNKNOWN;

import io.graft.core.preflight.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The licences that a merge inherits: those of all its parents apply, the most restrictive first. It knows the licences that the
 * Hugging Face Hub has identifiers for, and is no advice of a lawyer.
 */
public record Inheritance(List<Parent> parents) {
    public Inheritance {
        parents = List.copyOf(parents);
    }

    /** Without repetition, the most restrictive first; those whose terms are unknown before all others. */
    public List<String> licences() {
        return parents.stream()
                .flatMap(parent -> parent.licences().stream())
                .distinct()
                .sorted(Comparator.comparingInt(Inheritance::rank).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Where nobody says anything of any licence, there is nothing to remark. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        under(Terms.NO_DERIVATIVES)
                .map(parent -> LICENCE_FORBIDS_DERIVATIVES.at(
                        parent.name(),
                        "%s is under %s, which forbids to pass on what is made of it"
                                .formatted(parent.name(), named(parent))))
                .forEach(findings::add);
        conflict().ifPresent(findings::add);
        parents.stream()
                .filter(parent -> parent.licences().isEmpty() && !licences().isEmpty())
                .map(parent -> LICENCE_UNKNOWN.at(
                        parent.name(), "Nobody says what licence %s is under".formatted(parent.name())))
                .forEach(findings::add);
        return findings;
    }

    /** Share-alike licences accept no terms beside their own: not another such licence, and no restriction of use. */
    private Optional<Finding> conflict() {
        return under(Terms.SHARE_ALIKE)
                .flatMap(first -> parents.stream()
                        .filter(second -> asksFor(first, second))
                        .map(second -> LICENCES_CONFLICT.at(
                                second.name(),
                                "%s is under %s, which wants the result under itself alone; %s is under %s"
                                        .formatted(first.name(), named(first), second.name(), named(second)))))
                .findFirst();
    }

    private static boolean asksFor(Parent first, Parent second) {
        return second.licences().stream()
                .filter(licence -> !first.licences().contains(licence))
                .flatMap(licence -> Terms.of(licence).stream())
                .anyMatch(terms -> terms != Terms.PERMISSIVE);
    }

    private Stream<Parent> under(Terms terms) {
        return parents.stream().filter(parent -> parent.licences().stream()
                .anyMatch(licence -> Terms.of(licence).equals(Optional.of(terms))));
    }

    private static int rank(String licence) {
        return Terms.of(licence).map(Terms::ordinal).orElse(Terms.values().length);
    }

    private static String named(Parent parent) {
        return String.join(" and ", parent.licences());
    }
}
