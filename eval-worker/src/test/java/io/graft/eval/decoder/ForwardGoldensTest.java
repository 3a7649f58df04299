package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardGoldensTest {
    private static final double TOLERANCE = 5e-5;

    private static List<String> goldens() throws IOException {
        return Golden.forward();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theLogitsAreThoseOfTransformers(String name) {
        Golden golden = Golden.forward(name);
        float[][] expected = golden.logits("logits");
        golden.run(decoder -> {
            int offset = 0;
            for (int[] ids : golden.ids()) {
                float[][] logits = decoder.logits(ids, Adapters.NONE);
                assertThat(Logits.largestDifference(logits, expected, offset)).isLessThan(TOLERANCE);
                offset += ids.length;
            }
        });
    }
}
