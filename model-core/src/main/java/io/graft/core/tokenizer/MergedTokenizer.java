package io.graft.core.tokenizer;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.kernel.Operand;
import io.graft.core.tensor.Shape;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokenizer of a merge whose recipe has a tokenizer setting: how many rows the result has for its tokens, what each model
 * contributes to them, and the files that describe it. Many threads may use it.
 *
 * @param <M> how models are told apart
 */
public final class MergedTokenizer<M> {
    private final List<Member<M>> members;
    private final int donor;
    private final int keeper;
    private final ResultTokens tokens;
    private final int rows;
    private final List<TokenMap> maps;

    private MergedTokenizer(TokenizerSetting<M> setting, List<Member<M>> members, int base) {
        this.members = members;
        this.donor = Math.max(base, 0);
        this.keeper = setting.origin() instanceof Origin.OfModel<M>(M model) ? RowRules.place(members, model) : donor;
        this.tokens = setting.origin() instanceof Origin.Union<M>
                ? ResultTokens.union(members.get(keeper), members)
                : ResultTokens.of(members.get(keeper));
        this.rows =
                roundUp(tokens.vocabulary().rows(), setting.padToMultipleOf().orElse(1));
        RowRules<M> rules = new RowRules<>(members, keeper, base, tokens.vocabulary(), rows, setting.tokens());
        rules.requireSensible();
        this.maps = IntStream.range(0, members.size()).mapToObj(rules::map).toList();
    }

    /**
     * Reads the tokenizers of all models.
     *
     * @param models every model of the recipe in its canonical order, which is the order in which a union takes over their tokens
     * @param base one of the models, if the recipe has a base; config and other files are its, or else the first model's
     * @throws io.graft.core.GraftException with a {@link TokenizerError} if a model has no tokenizer that can be read or no
     *     embedding, or if the setting names a token or a model that is not there
     */
    public static <M> MergedTokenizer<M> of(
            TokenizerSetting<M> setting, SequencedMap<M, Checkpoint> models, @Nullable M base) {
        List<Member<M>> members = Member.of(models);
        return new MergedTokenizer<>(setting, members, base == null ? -1 : RowRules.place(members, base));
    }

    private static int roundUp(int rows, int multiple) {
        return Math.ceilDiv(rows, multiple) * multiple;
    }

    /**
     * Rows of the result's embeddings. A union has one for each token, and those of {@code base} or a model as many as it had,
     * padding included; either is rounded up if the setting says so.
     */
    public int rows() {
        return rows;
    }

    /** The tokens of the result. */
    public Vocabulary vocabulary() {
        return tokens.vocabulary();
    }

    /** What becomes of the rows of a model. */
    public TokenMap map(M model) {
        return maps.get(RowRules.place(members, model));
    }

    /** Whether this tensor has a row for each token in one of the models, and so has to be read through {@link #operand}. */
    public boolean concerns(String tensor) {
        return members.stream().anyMatch(member -> member.tensors().contains(tensor));
    }

    /**
     * A model's tensor as it would be if the model had been trained with the tokens of the result: what a method merges in its
     * place.
     *
     * @param tensor one that this tokenizer {@linkplain #concerns concerns}
     * @param originals the tensor of each model as it is, made anew for every call, because each operand is prepared and released
     *     by itself; a model that ties its output layer answers for it with its embedding
     */
    public Operand operand(M model, String tensor, Function<M, Operand> originals) {
        int place = RowRules.place(members, model);
        TokenMap map = maps.get(place);
        Operand own = requireRows(members.get(place), tensor, originals.apply(model));
        if (map.isIdentity(members.get(place).vocabulary().rows())) {
            return own;
        }
        Map<Integer, Operand> donors = new HashMap<>();
        for (int other : map.donors()) {
            donors.put(other, donor(other, tensor, originals, own.shape()));
        }
        return new RemappedRows(map, own, donors);
    }

    private Operand donor(int place, String tensor, Function<M, Operand> originals, Shape own) {
        Member<M> member = members.get(place);
        Operand donor = requireRows(member, tensor, originals.apply(member.key()));
        if (!RemappedRows.shape(donor.shape(), rows).equals(RemappedRows.shape(own, rows))) {
            throw TokenizerError.VOCABULARY_SHAPE_MISMATCH.at(
                    member.key() + ": " + tensor,
                    "A row of %s in %s is to stand in for one of another model, but the shapes are %s and %s"
                            .formatted(tensor, member.key(), donor.shape(), own),
                    "Merge models of one hidden size.");
        }
        return donor;
    }

    private static <M> Operand requireRows(Member<M> member, String tensor, Operand operand) {
        int expected = member.vocabulary().rows();
        if (operand.shape().rank() == 0 || operand.shape().dim(0) != expected) {
            throw TokenizerError.VOCABULARY_SHAPE_MISMATCH.at(
                    member.key() + ": " + tensor,
                    "%s of %s has the shape %s, and its embedding has %d rows"
                            .formatted(tensor, member.key(), operand.shape(), expected),
                    "Resize the model so that both agree, or merge it without a tokenizer setting.");
        }
        return operand;
    }

    /** Every file of the result beside the weights and config.json, by name. */
    public SortedMap<String, byte[]> companions() {
        Checkpoint files = members.get(donor).checkpoint();
        Member<M> kept = members.get(keeper);
        if (keeper != donor) {
            return TokenizerFiles.replaced(files, kept.checkpoint());
        }
        return tokens.changesNothing(kept.tokenizer())
                ? TokenizerFiles.of(files)
                : TokenizerFiles.extended(files, kept.tokenizer(), tokens);
    }

    /** Gives a copy of the donor's config.json the size of the vocabulary, and the ids of its special tokens where they moved. */
    public void edit(ObjectNode config) {
        TokenIds.setSize(config, rows);
        if (keeper != donor) {
            TokenIds.take(config, members.get(keeper).checkpoint());
        }
    }
}
