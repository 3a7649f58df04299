package io.graft.core.suite;

import java.util.List;
import java.util.Optional;

/**
 * A task that has been read, with its documents.
 *
 * @param rows the documents that are asked about, not empty
 * @param examples the solved ones before each question
 * @param question how a document is asked about
 * @param shot how a solved example is written
 * @param description what stands before everything
 * @param generating how answers are generated
 */
record TaskDefinition(
        TaskSpec spec,
        List<Row> rows,
        Examples examples,
        Prompting question,
        Prompting shot,
        Optional<Field> description,
        Generating generating) {}
