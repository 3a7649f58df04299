package io.graft.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code graft eval} was asked for, beside the model.
 *
 * @param tasks files, folders, or names in {@code include}
 * @param limit documents of each task; null for all
 */
record EvaluationOrder(
        List<String> tasks,
        @Nullable Path include,
        Path out,
        @Nullable Integer limit,
        int bootstrap) {}
