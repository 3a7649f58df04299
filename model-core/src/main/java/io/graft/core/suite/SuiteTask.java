package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.util.List;

/** A task with its documents, all of which were rendered once without an error. */
public interface SuiteTask {
    TaskSpec spec();

    /** The number of its documents: {@code n-samples.original}. */
    int size();

    /** The chosen documents with their requests, in order. Equal for equal files, on any machine. */
    List<Item> items(Subset subset);

    /** Every document. */
    default List<Item> items() {
        return items(new Subset.All());
    }

    /** Of the rendered requests of all documents and of what they are measured by: equal digests, equal questions. */
    Digest digest();
}
