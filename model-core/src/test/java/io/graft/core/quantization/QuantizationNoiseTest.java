package io.graft.core.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Tuning;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.NoiseCheck;
import io.graft.core.preflight.Severity;
import io.graft.core.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizationNoiseTest {
    private static final Path FIXTURES = Path.of("src/test/resources/quantization");

    /** What is rounded to four bits already stays as it is, in bfloat16 up to its rounding. */
    @Test
    void roundingWhatWasRoundedChangesLittle() {
        try (SafetensorsFile once = SafetensorsFile.open(FIXTURES.resolve("nf4").resolve("expected.safetensors"))) {
            double[] values = once.tensor("model.layers.0.mlp.down_proj.weight").values();
            double[] again = values.clone();
            Nf4.round(again, again.length);
            for (int i = 0; i < values.length; i++) {
                assertThat(again[i]).isCloseTo(values[i], offset(Math.abs(values[i]) / 100));
            }
        }
    }

    @Test
    void theErrorIsTheDistanceAndTheRatioThatOfTheNorms() {
        try (Checkpoint fine = Dequantisation.open(FIXTURES.resolve("int8"));
                Checkpoint coarse = Dequantisation.open(FIXTURES.resolve("nf4"))) {
            Tuning change = Tuning.of("tuned", coarse, fine);
            QuantizationNoise noise = QuantizationNoise.between(fine, coarse, change);
            assertThat(noise.weights()).hasSize(2).allSatisfy(weight -> assertThat(weight.ratio())
                    .isCloseTo(1, offset(1e-12)));
            assertThat(noise.how()).isEqualTo("bitsandbytes");
            assertThat(noise.ratio()).isCloseTo(1, offset(1e-12));
        }
    }

    /** For normally distributed weights the relative error of NF4 in blocks of 64 is about 0.09. */
    @Test
    void nf4IsMeasuredOnTheWeightsThemselves() {
        try (Checkpoint fine = Dequantisation.open(FIXTURES.resolve("int8"));
                Checkpoint coarse = Dequantisation.open(FIXTURES.resolve("nf4"))) {
            Tuning change = Tuning.of("tuned", coarse, fine);
            assertThat(QuantizationNoise.ofNf4(fine, change).ratio()).isCloseTo(1, offset(0.02));
        }
    }

    @Test
    void noiseAboveTheDeltaIsAWarningAndBelowItIsGoodToKnow() {
        assertThat(finding(3, 1).severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(3, 1).message()).contains("3.00 times");
        assertThat(finding(1, 3).severity()).isEqualTo(Severity.INFO);
        assertThat(finding(1, 0).severity()).isEqualTo(Severity.WARNING);
    }

    private static Finding finding(double error, double delta) {
        return NoiseCheck.of(
                new QuantizationNoise("nf4", List.of(new QuantizationNoise.Weight("weight", error, delta))));
    }
}
