package io.graft.core.method;

import static io.graft.core.matrix.Matrices.assertNear;
import static java.util.Objects.requireNonNull;

import io.graft.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Merges against numpy's, made by factor-merges.py from the papers' formulas. */
class FactorMergeFixtureTest {
    private static final JsonNode FIXTURE = new ObjectMapper()
            .readTree(requireNonNull(FactorMergeFixtureTest.class.getResourceAsStream("/method/factor-merges.json")));

    static Stream<Arguments> merges() {
        return Stream.of(
                Arguments.of("tsv-m", new TsvM(1)),
                Arguments.of("iso-c", new IsoC(1)),
                Arguments.of("knots-mean", new Knots(new ElementRule.Mean(), 1)),
                Arguments.of("knots-ties", new Knots(new ElementRule.Ties(0.5), 1)),
                Arguments.of("core-mean", new CoreSpace(new ElementRule.Mean(), 1)),
                Arguments.of("core-ties", new CoreSpace(new ElementRule.Ties(0.5), 1)));
    }

    @ParameterizedTest
    @MethodSource("merges")
    void equalsNumpys(String name, FactorMerge merge) {
        Matrix expected = matrix(FIXTURE.get("merges").get(name));

        assertNear(merge.merge(adapters()).product(), expected, 1e-13);
    }

    private static List<WeightedFactors> adapters() {
        return elements(FIXTURE.get("adapters"))
                .map(one -> new WeightedFactors(
                        matrix(one.get("b")),
                        matrix(one.get("a")),
                        one.get("scale").asDouble(),
                        one.get("weight").asDouble()))
                .toList();
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
