package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The strands that are twisted into one: all must hold the same tensors, of the same shapes. */
record Strands(List<Strand> sources, @Nullable Strand base) {
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        all().forEach(strand -> names.addAll(strand.names().keySet()));
        names.forEach(this::requireEverywhere);
        return names;
    }

    List<Part> parts(String name) {
        return sources.stream().map(strand -> strand.part(name)).toList();
    }

    @Nullable
    Part base(String name) {
        return base == null ? null : base.part(name);
    }

    private Stream<Strand> all() {
        return Stream.concat(sources.stream(), Stream.ofNullable(base));
    }

    private void requireEverywhere(String name) {
        Strand holder = all().filter(strand -> strand.holds(name)).findFirst().orElseThrow();
        for (Strand strand : all().toList()) {
            requireSame(name, holder, strand);
        }
    }

    private static void requireSame(String name, Strand holder, Strand other) {
        if (!other.holds(name)) {
            throw MergeError.MERGE_TENSOR_MISSING.at(
                    name,
                    "%s has a tensor for %s, but %s has none"
                            .formatted(
                                    holder.source().model(),
                                    name,
                                    other.source().model()));
        }
        Operand one = holder.part(name).operand();
        Operand another = other.part(name).operand();
        if (!Objects.equals(one.shape(), another.shape())) {
            throw MergeError.MERGE_SHAPE_MISMATCH.at(
                    name,
                    "%s is %s in %s, but %s in %s"
                            .formatted(
                                    name,
                                    one.shape(),
                                    holder.source().model(),
                                    another.shape(),
                                    other.source().model()));
        }
    }
}
