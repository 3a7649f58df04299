package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TilesTest {
    private static final List<Shape> SHAPES =
            List.of(Shape.of(37, 700), Shape.of(5, 7, 11), Shape.of(4099), Shape.of(1, 1), Shape.of(0, 4), Shape.of());

    @ParameterizedTest
    @EnumSource
    void tilesHoldEveryElementOnce(Cut cut) {
        for (Shape shape : SHAPES) {
            int[] seen = new int[(int) shape.elements()];
            new Tiles(shape, cut).of(0, shape.elements()).forEach(tile -> count(tile, seen));
            assertThat(seen).as(shape.toString()).containsOnly(seen.length == 0 ? new int[0] : new int[] {1});
        }
    }

    @Test
    void rectanglesBeginWithPanelsAndStayInTheCache() {
        assertThat(new Tiles(Shape.of(37, 700), Cut.RECTANGLES).of(0, 37 * 700))
                .hasSize(9)
                .allSatisfy(tile -> {
                    assertThat(tile.column() % LowRankFactors.PANEL).isZero();
                    assertThat(tile.rows()).isLessThanOrEqualTo(16);
                });
    }

    @Test
    void rowsAreWhole() {
        List<Tile> tiles = new Tiles(Shape.of(37, 700), Cut.ROWS).of(0, 37 * 700);

        assertThat(tiles).extracting(Tile::columns).containsOnly(700);
        assertThat(tiles).extracting(Tile::rows).containsExactly(23, 14);
    }

    @Test
    void aRowLargerThanTheCacheIsATileAlone() {
        assertThat(new Tiles(Shape.of(3, 40_000), Cut.ROWS).of(0, 120_000)).hasSize(3);
    }

    @Test
    void aTensorOfOneDimensionIsOneRow() {
        assertThat(new Tiles(Shape.of(4099), Cut.ROWS).granule()).isEqualTo(4099);
    }

    @Test
    void chunksAreWholeRowsUnlessEveryElementStandsForItself() {
        assertThat(new Tiles(Shape.of(4000, 700), Cut.ELEMENTS).chunk()).isEqualTo(Survey.CHUNK);
        assertThat(new Tiles(Shape.of(4000, 700), Cut.ROWS).chunk()).isEqualTo(Survey.CHUNK / 700 * 700);
        assertThat(new Tiles(Shape.of(2, 3_000_000), Cut.RECTANGLES).chunk()).isEqualTo(3_000_000);
    }

    private static void count(Tile tile, int[] seen) {
        for (int i = 0; i < tile.rows(); i++) {
            int first = (int) tile.first(i);
            IntStream.range(first, first + tile.columns()).forEach(at -> seen[at]++);
        }
    }
}
