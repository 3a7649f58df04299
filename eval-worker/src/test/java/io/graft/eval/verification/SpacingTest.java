package io.graft.eval.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpacingTest {
    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
    void itIsTheDistanceToTheNextNumberOfTheType(DType type) {
        Spacing spacing = Spacing.of(type);
        for (double value : new double[] {0, 1, 1.25, 0.0625, 3, 100}) {
            long bits = type.fromDouble(value);
            double stored = type.toDouble(bits);
            assertThat(spacing.at(stored)).as("%s", value).isEqualTo(type.toDouble(bits + 1) - stored);
            assertThat(spacing.at(-stored)).isEqualTo(spacing.at(stored));
        }
    }
}
