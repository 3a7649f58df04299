package io.graft.core.method;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.method.Adapters.adapter;
import static io.graft.core.method.Adapters.delta;
import static io.graft.core.method.Adapters.three;

import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Task singular vectors, against the paper's formula on full matrices. */
class TsvMTest {
    @Test
    void equalsTheFormulaOnFullMatrices() {
        assertNear(new TsvM(1).merge(three()).product(), full(three()), 1e-12);
    }

    @Test
    void keepsOnlyTheShareOfEachAdapterWhereTogetherTheyAreTooMany() {
        List<WeightedFactors> adapters = IntStream.range(0, 5)
                .mapToObj(i -> adapter(8, 10L * i, 1, 1 + 0.1 * i))
                .toList();

        assertNear(new TsvM(1).merge(adapters).product(), full(adapters), 1e-12);
    }

    @Test
    void keepsOneOfEachEvenOfMoreAdaptersThanTheTensorHasRows() {
        List<WeightedFactors> adapters =
                IntStream.range(0, 30).mapToObj(i -> adapter(2, 10L * i, 1, 1)).toList();

        assertNear(new TsvM(1).merge(adapters).product(), full(adapters), 1e-11);
    }

    @Test
    void oneAdapterComesOutAsItIs() {
        WeightedFactors one = adapter(4, 1, 2, 1);

        assertNear(new TsvM(1).merge(List.of(one)).product(), delta(one), 1e-13);
    }

    @Test
    void identicalAdaptersAreOne() {
        WeightedFactors one = adapter(4, 1, 2, 1);

        assertNear(new TsvM(1).merge(List.of(one, one, one)).product(), delta(one), 1e-12);
    }

    @Test
    void lambdaScalesTheWhole() {
        assertNear(
                new TsvM(0.3).merge(three()).product(),
                new TsvM(1).merge(three()).product().times(0.3),
                1e-14);
    }

    private static Matrix full(List<WeightedFactors> adapters) {
        int share = Math.max(1, Adapters.OUT / adapters.size());
        List<Svd> tasks = adapters.stream()
                .map(one -> Svd.of(delta(one).times(one.weight()))
                        .truncated(Math.min(share, one.b().columns())))
                .toList();
        double[] values = tasks.stream()
                .flatMapToDouble(task -> Arrays.stream(task.values()))
                .toArray();
        Matrix left = isometry(tasks.stream().map(Svd::left).toList());
        Matrix right = isometry(tasks.stream().map(Svd::right).toList());
        return left.scaledRows(values).transpose().multiply(right);
    }

    private static Matrix isometry(List<Matrix> vectors) {
        Svd svd = Svd.of(Matrix.stacked(vectors));
        return svd.left().transpose().multiply(svd.right());
    }
}
