package io.graft.core.merge;

import io.graft.core.adapter.LowRank;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;

/** Something that is multiplied by a number and added up. */
sealed interface Term {
    double weight();

    /** A stored tensor. */
    record Stored(double weight, Tensor tensor) implements Term {
        /** By weight, then by content: an order that does not depend on how the recipe lists the models. */
        static final Comparator<Stored> ORDER =
                Comparator.comparingDouble(Stored::weight).thenComparing(Stored::tensor, Term::compare);
    }

    /** The product of an adapter's two factors. */
    record Product(double weight, LowRank lowRank) implements Term {
        static final Comparator<Product> ORDER = Comparator.comparingDouble(Product::weight)
                .thenComparing(product -> product.lowRank().b(), Term::compare)
                .thenComparing(product -> product.lowRank().a(), Term::compare);

        LowRankFactors factors() {
            return lowRank.transposed()
                    ? LowRankFactors.transposed(lowRank.b(), lowRank.a())
                    : LowRankFactors.of(lowRank.b(), lowRank.a());
        }
    }

    private static int compare(Tensor one, Tensor other) {
        int byType = one.dtype().compareTo(other.dtype());
        return byType != 0 ? byType : compare(one.data(), other.data());
    }

    private static int compare(MemorySegment one, MemorySegment other) {
        long at = one.mismatch(other);
        if (at < 0 || at == Math.min(one.byteSize(), other.byteSize())) {
            return Long.compare(one.byteSize(), other.byteSize());
        }
        return Integer.compare(byteAt(one, at), byteAt(other, at));
    }

    private static int byteAt(MemorySegment segment, long at) {
        return Byte.toUnsignedInt(segment.get(ValueLayout.JAVA_BYTE, at));
    }
}
