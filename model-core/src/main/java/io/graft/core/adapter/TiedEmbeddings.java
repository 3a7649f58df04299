package io.graft.core.adapter;

import io.graft.core.checkpoint.Checkpoint;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which tensors of a model are its embedding and its output layer, and whether they are one.
 *
 * @param input the embedding, as the checkpoint calls it; empty if it is not known
 * @param output the output layer, as the checkpoint calls it or would
 * @param tied whether the model uses one tensor for both
 * @param outputStored whether the checkpoint holds the output layer, too
 */
public record TiedEmbeddings(String input, String output, boolean tied, boolean outputStored) {
    private static final Pattern INPUT =
            Pattern.compile("(?:.*\\.)?(?:embed_tokens|wte|word_embeddings|embed_in|tok_embeddings|shared)\\.weight");
    private static final Pattern OUTPUT = Pattern.compile("(?:.*\\.)?(?:lm_head|embed_out)\\.weight");
    /** Models that begin with an encoder use the embedding in a third place. */
    private static final String SHARED_BY_THREE = "shared.weight";

    private static final Set<String> VOCABULARY = Set.of(
            "embed_tokens", "wte", "word_embeddings", "embed_in", "tok_embeddings", "shared", "lm_head", "embed_out");

    public static TiedEmbeddings of(Checkpoint base) {
        List<String> inputs = base.tensors().keySet().stream()
                .filter(INPUT.asMatchPredicate())
                .toList();
        List<String> outputs = base.tensors().keySet().stream()
                .filter(OUTPUT.asMatchPredicate())
                .toList();
        String input = inputs.size() == 1 ? inputs.getFirst() : "";
        String named = input.endsWith("embed_in.weight") ? "embed_out.weight" : "lm_head.weight";
        return new TiedEmbeddings(
                input,
                outputs.size() == 1 ? outputs.getFirst() : named,
                !input.isEmpty() && isTied(base),
                !outputs.isEmpty());
    }

    private static boolean isTied(Checkpoint base) {
        boolean speaks = base.config()
                .architecture()
                .map(name -> name.contains("CausalLM") || name.contains("LMHead") || name.contains("Generation"))
                .orElse(true);
        return base.config().tiesEmbeddings().orElse(speaks && base.tiesEmbeddings());
    }

    /** Whether the model reads its output layer under this name out of its embedding. */
    public boolean isMissingHead(String name) {
        return tied && !outputStored && name.equals(output);
    }

    boolean isSharedByThree() {
        return input.endsWith(SHARED_BY_THREE);
    }

    /** Whether a tensor or a layer, by the end of its name, has a row for each token. */
    static boolean isEmbedding(String name) {
        String layer = name.endsWith(".weight") ? name.substring(0, name.length() - ".weight".length()) : name;
        return VOCABULARY.contains(layer.substring(layer.lastIndexOf('.') + 1));
    }
}
