package io.graft.core.adapter;

import static io.graft.core.matrix.Matrices.assertNear;
import static io.graft.core.matrix.Matrices.random;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What training began with, against what PEFT made in float32 (adapter-starts.py). */
class AdapterStartTest {
    private static final double FLOAT32 = 4e-6;
    private static final JsonNode FIXTURE = new ObjectMapper()
            .readTree(requireNonNull(AdapterStartTest.class.getResourceAsStream("/adapter/adapter-starts.json")));

    private final Matrix weight = matrix(FIXTURE.get("weight"));
    private final int rank = FIXTURE.get("rank").asInt();
    private final double scale = FIXTURE.get("scale").asDouble();

    @Test
    void pissaBeginsWithTheFactorsThatPeftFinds() {
        assertBegins(PissaStart.of(weight, rank, scale), FIXTURE.get("pissa"));
    }

    @Test
    void oloraBeginsWithTheFactorsThatPeftFinds() {
        assertBegins(OloraStart.of(weight, rank), FIXTURE.get("olora"));
    }

    @Test
    void pissaTakesTheLargestSingularValuesOffTheBase() {
        double[] before = Svd.of(weight).values();

        Matrix left = weight.minus(PissaStart.of(weight, rank, scale).product().times(scale));

        assertThat(Svd.of(left).values()[0]).isCloseTo(before[rank], within(1e-13));
    }

    @Test
    void aRankAboveTheWeightsOwnStandsForAllOfIt() {
        Matrix small = random(5, 3, 1);

        assertNear(PissaStart.of(small, 8, 2).product().times(2), small, 1e-14);
        assertNear(OloraStart.of(small, 8).product(), small, 1e-14);
        assertNear(OloraStart.of(small.transpose(), 8).product(), small.transpose(), 1e-14);
    }

    private void assertBegins(LowRankMatrix found, JsonNode peft) {
        Matrix product = matrix(peft.get("b")).multiply(matrix(peft.get("a")));
        assertNear(found.product(), product, FLOAT32);
        assertNear(weight.minus(found.product().times(scale)), matrix(peft.get("residual")), FLOAT32);
    }

    private static Matrix matrix(JsonNode rows) {
        return Matrix.stacked(elements(rows)
                .map(row -> Matrix.of(
                        1,
                        row.size(),
                        elements(row).mapToDouble(JsonNode::asDouble).toArray()))
                .toList());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
