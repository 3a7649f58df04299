package io.graft.registry.withdrawal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a tainted version can be merged again without what was withdrawn, and how far that has come.
 *
 * @param version that is tainted, {@code namespace/name@number}
 * @param recipe in canonical form; null where there is none, or not yet
 * @param without what is left out of its recipe
 * @param replaced inputs that were made again themselves: the old by the new
 * @param waitsFor versions that go into it and have to be made again first
 * @param notes on what is otherwise than before, besides what is gone
 * @param why there is no recipe, or why the merge failed
 * @param merge that was asked for last
 * @param made what it made, {@code namespace/name@number}
 * @param moves that are left to a person or a release: aliases that still stand at the tainted version
 */
record Proposal(
        String version,
        State state,
        @JsonRawValue @Nullable String recipe,
        List<String> without,
        Map<String, String> replaced,
        List<String> waitsFor,
        List<String> notes,
        @Nullable String why,
        @Nullable UUID merge,
        @Nullable String made,
        List<Move> moves) {
    enum State {
        /** It can be merged now. */
        POSSIBLE,
        /** Something else has to be merged before. */
        WAITING,
        /** It cannot be merged without what was withdrawn. */
        IMPOSSIBLE,
        /** It is being merged. */
        RUNNING,
        /** Its merge failed; it can be tried again. */
        FAILED,
        /** It was merged again. */
        DONE
    }

    /** To move an alias of the version's model to the number that was made. */
    record Move(String alias, int from, int to) {}

    /** Whether there is nothing to ask for: it was merged again, or is being merged. */
    boolean isSettled() {
        return state == State.DONE || state == State.RUNNING;
    }

    static Proposal of(TaintedVersion version, Plan plan) {
        @Nullable Remerge remerge = version.remerge();
        Proposal bare = new Proposal(
                version.reference(),
                state(plan, remerge),
                null,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                remerge == null ? null : remerge.why(),
                remerge == null ? null : remerge.merge(),
                remerge == null ? null : remerge.made(),
                moves(version));
        return switch (plan) {
            case Plan.Possible possible -> bare.with(possible);
            case Plan.Later later -> bare.with(later.waitsFor(), bare.why());
            case Plan.Impossible impossible -> bare.with(List.of(), impossible.why());
        };
    }

    private Proposal with(Plan.Possible plan) {
        return new Proposal(
                version,
                state,
                plan.recipe().canonicalJson(),
                plan.without(),
                plan.replaced(),
                waitsFor,
                plan.notes(),
                why,
                merge,
                made,
                moves);
    }

    private Proposal with(List<String> first, @Nullable String reason) {
        return new Proposal(version, state, recipe, without, replaced, first, notes, reason, merge, made, moves);
    }

    private static State state(Plan plan, @Nullable Remerge remerge) {
        if (remerge != null && remerge.replacement().isPresent()) {
            return State.DONE;
        }
        if (remerge != null && remerge.isUnderWay()) {
            return State.RUNNING;
        }
        return switch (plan) {
            case Plan.Impossible _ -> State.IMPOSSIBLE;
            case Plan.Later _ -> State.WAITING;
            case Plan.Possible _ -> remerge != null && remerge.hasFailed() ? State.FAILED : State.POSSIBLE;
        };
    }

    private static List<Move> moves(TaintedVersion version) {
        @Nullable Remerge remerge = version.remerge();
        if (remerge == null || remerge.made() == null) {
            return List.of();
        }
        int from = number(version.reference());
        int to = number(Objects.requireNonNull(remerge.made()));
        return version.aliases().stream()
                .map(alias -> new Move(alias, from, to))
                .toList();
    }

    private static int number(String reference) {
        return Integer.parseInt(reference.substring(reference.indexOf('@') + 1));
    }
}
