package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.graft.core.checkpoint.Checkpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An adapter that was trained on the sample base in four bits. */
class QloraTest {
    private static final Path BASE = Samples.base();
    private static final Path PACKED = BASE.resolveSibling("base-nf4");
    private static final Path ADAPTER = Samples.adapter("sentiment-qlora");

    @TempDir
    private Path folder;

    @Test
    void theErrorOfQuantisingIsMeasuredOnTheStoredWeightsOrByQuantisingThem() {
        JsonNode stored = measured("--quantised", PACKED.toString());
        JsonNode simulated = measured();

        assertThat(stored.path("quantisation").asString()).isEqualTo("bitsandbytes");
        assertThat(simulated.path("quantisation").asString()).isEqualTo("nf4");
        assertThat(stored.path("weights").size()).isEqualTo(28);
        assertThat(stored.path("ratio").asDouble()).isPositive();
        assertThat(simulated.path("ratio").asDouble())
                .isCloseTo(stored.path("ratio").asDouble(), offset(1e-3));
        assertThat(stored.at("/finding/message").asString()).contains("times as much as the adapter does");
    }

    @Test
    void theAdapterIsMergedIntoTheWeightsBeforeAndIntoTheDequantisedOnes() {
        Path before = merged(BASE);
        Path after = merged(PACKED);

        try (Checkpoint one = Checkpoint.open(before);
                Checkpoint other = Checkpoint.open(after)) {
            assertThat(other.tensors().keySet()).isEqualTo(one.tensors().keySet());
            assertThat(other.config().quantization()).isEmpty();
            String changed = "model.layers.0.self_attn.q_proj.weight";
            assertThat(other.tensor(changed).data().mismatch(one.tensor(changed).data()))
                    .isNotNegative();
        }
    }

    private Path merged(Path base) {
        Path out = folder.resolve(base.getFileName() + "-merged");
        Command merge = graft("merge", "--base", base, "--adapter", ADAPTER, out);
        assertThat(merge.exit()).as(merge.err()).isZero();
        return out;
    }

    private static JsonNode measured(String... more) {
        Object[] arguments = new Object[6 + more.length];
        System.arraycopy(new Object[] {"qlora", "--base", BASE, "--adapter", ADAPTER, "--json"}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        Command command = graft(arguments);
        assertThat(command.exit()).as(command.err()).isZero();
        return JsonMapper.shared().readTree(command.out());
    }
}
