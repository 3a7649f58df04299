package io.graft.registry.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.registry.lineage.Ways.Step;
import io.graft.registry.lineage.Ways.Way;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaysTest {
    private final UUID start = UUID.randomUUID();
    private final UUID left = UUID.randomUUID();
    private final UUID right = UUID.randomUUID();
    private final UUID end = UUID.randomUUID();

    @Test
    void weightsMultiplyAlongAWay() {
        Way way = way(step(start, left, 0.5), step(left, end, 0.4));

        assertThat(Objects.requireNonNull(way.weight())).isEqualTo(0.2, within(1e-12));
        assertThat(way.depth()).isEqualTo(2);
        assertThat(Objects.requireNonNull(way.last()).parent()).isEqualTo(left);
    }

    @Test
    void whatComesOverTwoWaysCountsTwice() {
        Way way = way(step(start, left, 0.5), step(start, right, 0.5), step(left, end, 0.4), step(right, end, 0.6));

        assertThat(Objects.requireNonNull(way.weight())).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void oneUnknownWeightMakesTheSumUnknown() {
        assertThat(way(step(start, left, 0.5), step(start, end, 0.3), step(left, end, null))
                        .weight())
                .isNull();
    }

    @Test
    void theShortestWayIsTheOneThatIsTold() {
        Way way = way(step(start, left, 1.0), step(left, right, 1.0), step(right, end, 1.0), step(start, end, 0.1));

        assertThat(way.depth()).isEqualTo(1);
        assertThat(Objects.requireNonNull(way.last()).parent()).isEqualTo(start);
        assertThat(Objects.requireNonNull(way.weight())).isEqualTo(1.1, within(1e-12));
    }

    private Way way(Step... steps) {
        Map<UUID, Way> ways = Ways.from(start, List.of(steps));
        return Objects.requireNonNull(ways.get(end));
    }

    private static Step step(UUID parent, UUID child, @Nullable Double weight) {
        return new Step(parent, child, Relation.MERGE, weight);
    }
}
