package io.graft.core.conversion;

import io.graft.core.tensor.DType;
import java.util.List;

/**
 * What an import made.
 *
 * @param tensors how many tensors the folder has
 * @param dtype what they are stored as
 * @param notes what the folder lacks or has differently, each a sentence
 */
public record Imported(int tensors, DType dtype, List<String> notes) {
    public Imported {
        notes = List.copyOf(notes);
    }
}
