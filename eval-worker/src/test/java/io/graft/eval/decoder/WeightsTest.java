package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {
    private static final DecoderOptions CPU = new DecoderOptions("cpu", 1);

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"BF16", "F16", "F64"})
    void weightsOfOtherTypesAreWidenedExactly(DType type) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.forward("llama").base());
                Decoder narrow = Decoder.open(checkpoint, name -> as(type, checkpoint.tensor(name)), CPU);
                Decoder wide =
                        Decoder.open(checkpoint, name -> as(DType.F32, as(type, checkpoint.tensor(name))), CPU)) {
            assertThat(logits(narrow)).isDeepEqualTo(logits(wide));
        }
    }

    @Test
    void oneTensorCanBeExchanged() {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.forward("llama").base());
                Decoder plain = Decoder.open(checkpoint, CPU);
                Decoder other = Decoder.open(
                        checkpoint,
                        name -> checkpoint.tensor(name.replace("layers.1.self_attn.q", "layers.2.self_attn.q")),
                        CPU)) {
            assertThat(Arrays.deepEquals(logits(plain), logits(other))).isFalse();
        }
    }

    @Test
    void weightsThatWereClosedAreNotRead() {
        Checkpoint checkpoint = Checkpoint.open(Golden.forward("llama").base());
        try (Decoder decoder = Decoder.open(checkpoint, CPU)) {
            checkpoint.close();

            assertThatThrownBy(() -> logits(decoder)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void callsLeaveNothingBehind() {
        Golden.forward("gemma2").run(decoder -> {
            int before = decoder.heldArrays();
            logits(decoder);

            assertThat(decoder.heldArrays()).isEqualTo(before);
        });
    }

    private static float[][] logits(Decoder decoder) {
        return decoder.logits(new int[] {5, 9, 200, 17, 3}, Adapters.NONE);
    }

    private static Tensor as(DType type, Tensor tensor) {
        MemorySegment data = MemorySegment.ofArray(new byte[(int) tensor.elements() * type.bytes()]);
        double[] element = new double[1];
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.read(i, element, 1);
            long bits = type.fromDouble(element[0]);
            for (int b = 0; b < type.bytes(); b++) {
                data.set(ValueLayout.JAVA_BYTE, (long) i * type.bytes() + b, (byte) (bits >> (8 * b)));
            }
        }
        return new Tensor(tensor.name(), type, tensor.shape(), data);
    }
}
