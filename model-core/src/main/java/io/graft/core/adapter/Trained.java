package io.graft.core.adapter;

import java.util.List;

/** What was trained at one place of a model: valid in itself, and not yet put on a base. */
interface Trained {
    /** The changes that it makes to the tensors of a base. */
    List<Change> on(Targets base);
}
