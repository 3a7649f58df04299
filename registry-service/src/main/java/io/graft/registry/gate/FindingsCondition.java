package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Nothing may have been found of a version, or of the merge that made it.
 *
 * @param none no finding may be this severe, or more
 * @param except codes of findings that are accepted
 */
@JsonTypeName("findings")
record FindingsCondition(Severity none, @Nullable List<String> except) implements Condition {
    FindingsCondition {
        except = List.copyOf(Objects.requireNonNullElse(except, List.of()));
    }

    @Override
    public Judged judge(Subject subject) {
        List<Finding> all = Stream.concat(
                        subject.facts().findings(subject.version().id()).stream(),
                        subject.measurements().mergeFindings(subject.version().id()).stream())
                .toList();
        List<String> refused =
                all.stream().filter(this::refuses).map(Finding::code).toList();
        Evidence evidence = new Evidence("findings", subject.name(), Digest.of(all.toString()));
        return Judged.of(this, refused.isEmpty() ? Outcome.PASS : Outcome.FAIL, sentence(subject, refused), evidence)
                .with(List.of(Reading.atMost("findings", refused.size(), 0)));
    }

    private boolean refuses(Finding finding) {
        return finding.severity().compareTo(none) <= 0
                && !Objects.requireNonNull(except).contains(finding.code());
    }

    private String sentence(Subject subject, List<String> refused) {
        return refused.isEmpty()
                ? "Nothing of severity %s was found of %s".formatted(none.word(), subject.name())
                : "Of %s was found: %s"
                        .formatted(subject.name(), refused.stream().distinct().collect(Collectors.joining(", ")));
    }
}
