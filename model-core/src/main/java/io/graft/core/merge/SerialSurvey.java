package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** A survey on one thread. */
final class SerialSurvey implements Survey {
    private final Workspace workspace;

    SerialSurvey(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join) {
        T result = start.get();
        long width = cut == Cut.ELEMENTS ? shape.elements() : Cut.width(shape);
        long rows = width == 0 ? 0 : shape.elements() / width;
        long panel = cut == Cut.ROWS ? width : cut == Cut.ELEMENTS ? 2048 : LowRankFactors.PANEL;
        for (long row = 0; row < rows; row++) {
            for (long column = 0; column < width; column += panel) {
                step.add(result, new Tile(row, 1, column, (int) Math.min(panel, width - column), width), workspace);
            }
        }
        return result;
    }
}
