package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class UlpDistanceTest {
    @Test
    void neighboursAreOneApart() {
        assertThat(between(1.5f, Math.nextUp(1.5f))).isEqualTo(new UlpDistance(1, 1));
        assertThat(between(-1.5f, Math.nextDown(-1.5f))).isEqualTo(new UlpDistance(1, 1));
    }

    @Test
    void theSmallestNumbersOfBothSignsAreTwoApart() {
        assertThat(between(Float.MIN_VALUE, -Float.MIN_VALUE)).isEqualTo(new UlpDistance(1, 2));
    }

    @Test
    void bothZerosDifferAndAreNoDistanceApart() {
        assertThat(between(0f, -0f)).isEqualTo(new UlpDistance(1, 0));
    }

    @Test
    void theSameIsTheSame() {
        assertThat(between(3f, 3f)).isEqualTo(new UlpDistance(0, 0));
    }

    @Test
    void sixteenBitsAndSixtyFourAreCountedAlike() {
        short[] one = {(short) 0x3f80, (short) 0xbf80};
        short[] other = {(short) 0x3f82, (short) 0xbf80};
        assertThat(UlpDistance.between(DType.BF16, MemorySegment.ofArray(one), MemorySegment.ofArray(other), 2))
                .isEqualTo(new UlpDistance(1, 2));
        double[] large = {-2, 1e300};
        double[] larger = {-2, Math.nextUp(Math.nextUp(Math.nextUp(1e300)))};
        assertThat(UlpDistance.between(DType.F64, MemorySegment.ofArray(large), MemorySegment.ofArray(larger), 2))
                .isEqualTo(new UlpDistance(1, 3));
    }

    @Test
    void whatCannotBeCountedIsAsFarAsCanBe() {
        MemorySegment one = MemorySegment.ofArray(new double[] {1e300});
        MemorySegment other = MemorySegment.ofArray(new double[] {-1e300});
        assertThat(UlpDistance.between(DType.F64, one, other, 1)).isEqualTo(new UlpDistance(1, Long.MAX_VALUE));
    }

    private static UlpDistance between(float one, float other) {
        return UlpDistance.between(
                DType.F32, MemorySegment.ofArray(new float[] {one}), MemorySegment.ofArray(new float[] {other}), 1);
    }
}
