package io.graft.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@code graft eval} was asked for, beside the model.
 *
 * @param tasks files, folders, or names in {@code include}
 * @param limit documents of each task; null for all
 * @param shots solved examples before each question; empty for as many as each task says
 */
record EvaluationOrder(
        List<String> tasks,
        @Nullable Path include,
        Path out,
        @Nullable Integer limit,
        OptionalInt shots,
        int bootstrap) {}
