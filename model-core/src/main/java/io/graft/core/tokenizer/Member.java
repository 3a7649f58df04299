package io.graft.core.tokenizer;

import io.graft.core.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One of the models that are merged, with its tokens. */
record Member<M>(M key, Checkpoint checkpoint, Tokenizer tokenizer, VocabularyTensors tensors, Vocabulary vocabulary) {
    /** A folder that several of the models share is read once. */
    static <M> List<Member<M>> of(SequencedMap<M, Checkpoint> models) {
        Map<Object, Tokenizer> read = new HashMap<>();
        List<Member<M>> members = new ArrayList<>();
        models.forEach((key, checkpoint) -> {
            Tokenizer tokenizer = read.computeIfAbsent(checkpoint.folder(), _ -> Tokenizer.read(checkpoint.folder()));
            VocabularyTensors tensors = VocabularyTensors.of(checkpoint);
            members.add(new Member<>(key, checkpoint, tokenizer, tensors, tokenizer.vocabulary(tensors.rows())));
        });
        return members;
    }
}
