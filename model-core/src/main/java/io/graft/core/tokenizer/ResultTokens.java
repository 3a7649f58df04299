package io.graft.core.tokenizer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The tokens of the result.
 *
 * @param vocabulary the tokenizer's own tokens, then the fresh ones
 * @param fresh what other models add to the tokenizer that the result begins with, in the order of their ids
 * @param added the tokens that are looked for in the text itself, by token
 */
record ResultTokens(Vocabulary vocabulary, SequencedSet<String> fresh, SequencedMap<String, AddedToken> added) {
    /** One model's tokens as they are, with as many rows as it has. */
    static <M> ResultTokens of(Member<M> keeper) {
        return new ResultTokens(
                keeper.vocabulary(), new LinkedHashSet<>(), keeper.tokenizer().added());
    }

    /**
     * All tokens: the first model's whole tokenizer with its ids, then what the others add, in the order of the models and then of
     * their rows. Where two disagree on how to look for a token, the earlier one decides.
     */
    static <M> ResultTokens union(Member<M> keeper, List<Member<M>> members) {
        Vocabulary kept = keeper.tokenizer().everything();
        SequencedSet<String> fresh = new LinkedHashSet<>();
        SequencedMap<String, AddedToken> added =
                new LinkedHashMap<>(keeper.tokenizer().added());
        for (Member<M> member : members) {
            member.vocabulary().tokens().stream()
                    .filter(token -> kept.row(token).isEmpty())
                    .forEach(fresh::add);
            member.tokenizer().added().forEach((token, how) -> {
                if (member.vocabulary().row(token).isPresent()) {
                    added.putIfAbsent(token, how);
                }
            });
        }
        return new ResultTokens(joined(kept, fresh), fresh, added);
    }

    private static Vocabulary joined(Vocabulary kept, SequencedSet<String> fresh) {
        Map<String, Integer> ids = new HashMap<>();
        kept.tokens().forEach(token -> ids.put(token, kept.row(token).orElseThrow()));
        int next = kept.rows();
        for (String token : fresh) {
            ids.put(token, next++);
        }
        return new Vocabulary(ids, kept.rows() + fresh.size());
    }

    /** Whether the tokenizer that the result begins with can stay as it is. */
    boolean changesNothing(Tokenizer tokenizer) {
        return fresh.isEmpty() && added.equals(tokenizer.added());
    }
}
