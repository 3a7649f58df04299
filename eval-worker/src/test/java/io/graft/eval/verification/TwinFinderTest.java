package io.graft.eval.verification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwinFinderTest {
    @Test
    void theSumOfAdaptersIsTheBaseWithThemBesideIt() {
        assertThat(weights("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - {model: BASE+SENTIMENT, parameters: {weight: 0.75}}
                  - {model: BASE+SUPPORT, parameters: {weight: 0.5}}
                parameters: {lambda: 2}
                """)).containsExactly(1.5, 1);
    }

    @Test
    void normalisedWeightsAreDividedByTheirSum() {
        assertThat(weights("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - {model: BASE+SENTIMENT, parameters: {weight: 3}}
                  - {model: BASE+SUPPORT, parameters: {weight: 1}}
                parameters: {normalize: true}
                """)).containsExactly(0.75, 0.25);
    }

    @Test
    void theMeanOfAdaptedModelsIsOneToo() {
        assertThat(weights("""
                merge_method: linear
                models:
                  - {model: BASE+SENTIMENT, parameters: {weight: 1}}
                  - {model: BASE, parameters: {weight: 3}}
                """)).containsExactly(0.25);
    }

    @Test
    void oneAdapterPassedThroughCountsInFull() {
        assertThat(weights("""
                merge_method: passthrough
                models:
                  - model: BASE+SENTIMENT
                """)).containsExactly(1);
    }

    @Test
    void aVoteBetweenModelsIsNone() {
        assertThat(reason("""
                merge_method: ties
                base_model: BASE
                models:
                  - {model: BASE+SENTIMENT, parameters: {weight: 1, density: 0.5}}
                  - {model: BASE+SUPPORT, parameters: {weight: 1, density: 0.5}}
                """)).contains("ties");
    }

    @Test
    void weightsThatDependOnTheTensorMakeNone() {
        assertThat(reason("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - model: BASE+SENTIMENT
                    parameters: {weight: [{filter: q_proj, value: 0}, {value: 1}]}
                """)).contains("depends on the tensor");
        assertThat(reason("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - model: BASE+SENTIMENT
                    parameters: {weight: [0, 1]}
                """)).contains("depends on the tensor");
    }

    @Test
    void stackedLayersMakeNone() {
        assertThat(reason("""
                merge_method: passthrough
                slices:
                  - sources: [{model: BASE+SENTIMENT, layer_range: [0, 2]}]
                  - sources: [{model: BASE+SENTIMENT, layer_range: [2, 4]}]
                """)).contains("stacks layers");
    }

    private static double[] weights(String recipe) {
        return SampleMerge.of(recipe).twin() instanceof DynamicTwin.Beside beside
                ? beside.adapters().stream()
                        .mapToDouble(DynamicTwin.Weighted::weight)
                        .toArray()
                : new double[0];
    }

    private static String reason(String recipe) {
        return SampleMerge.of(recipe).twin() instanceof DynamicTwin.None(String reason) ? reason : "";
    }
}
