package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides what becomes of an embedding that is also the output layer when an adapter changes one of the two.
 *
 * <p>PEFT applies whatever it finds to the one tensor that both are: LoRA on the embedding alone changes the output layer, too,
 * although it did not in training, and {@code ensure_weight_tying} adds the delta twice. Here the merged model computes what the
 * adapted one did: a change of one of them alone unties the model, so that the other stays as it was; a change that is meant for
 * both, by {@code ensure_weight_tying} or because it replaces rows of the embedding, which PEFT trains tied, is made once, and the
 * model stays tied.
 */
final class Tying {
    private final Targets targets;
    private final TiedEmbeddings embeddings;
    private final Map<String, List<Change>> changes;
    private final boolean tiesChanges;
    private boolean unties;

    private Tying(Targets targets, Map<String, List<Change>> changes, boolean tiesChanges) {
        this.targets = targets;
        this.embeddings = targets.embeddings();
        this.changes = new TreeMap<>(changes);
        this.tiesChanges = tiesChanges;
    }

    static Changes settle(Targets targets, Map<String, List<Change>> changes, boolean tiesChanges) {
        Tying tying = new Tying(targets, changes, tiesChanges);
        if (targets.embeddings().tied()) {
            tying.settle();
        }
        return new Changes(tying.changes, tying.unties, tying.vocabulary());
    }

    private void settle() {
        List<Change> input = changes(embeddings.input());
        List<Change> output = changes(embeddings.output());
        if (input.isEmpty() && output.isEmpty()) {
            return;
        }
        if (embeddings.isSharedByThree()) {
            throw AdapterError.ADAPTER_TARGET_TIED.at(
                    embeddings.input(),
                    "The adapter changes %s, which the base uses in three places at once".formatted(embeddings.input()),
                    "Save the base with tie_word_embeddings=false and all tensors, and merge into that.");
        }
        if (isMeantForBoth(input, output)) {
            share(input.isEmpty() ? output : input);
        } else {
            untie(input, output);
        }
    }

    private List<Change> changes(String target) {
        return changes.getOrDefault(target, List.of());
    }

    private boolean isMeantForBoth(List<Change> input, List<Change> output) {
        boolean one = input.isEmpty() || output.isEmpty();
        return tiesChanges
                ? one || isSame(input, output)
                : (output.isEmpty() && input.stream().allMatch(Tying::isTiedInTraining)) || isSame(input, output);
    }

    private static boolean isTiedInTraining(Change change) {
        return switch (change) {
            case RowReplacement _ -> true;
            case Replacement replacement -> !replacement.trained();
            default -> false;
        };
    }

    private static boolean isSame(List<Change> input, List<Change> output) {
        return input.size() == output.size()
                && IntStream.range(0, input.size()).allMatch(i -> isSame(input.get(i), output.get(i)));
    }

    private static boolean isSame(Change one, Change other) {
        if (one instanceof Replacement first && other instanceof Replacement second) {
            return isSame(first.tensor(), second.tensor());
        }
        if (one instanceof LowRank first && other instanceof LowRank second) {
            return first.scale() == second.scale() && isMirrored(first, second);
        }
        return false;
    }

    private static boolean isSame(Tensor one, Tensor other) {
        return one.dtype() == other.dtype()
                && one.shape().equals(other.shape())
                && one.data().mismatch(other.data()) < 0;
    }

    /** PEFT keeps the factors of a tied output layer as those of the embedding, swapped and transposed. */
    private static boolean isMirrored(LowRank input, LowRank output) {
        return isTransposed(input.a(), output.b()) && isTransposed(input.b(), output.a());
    }

    private static boolean isTransposed(Tensor one, Tensor other) {
        long rows = one.shape().dim(0);
        long columns = one.shape().dim(1);
        if (other.shape().dim(0) != columns || other.shape().dim(1) != rows) {
            return false;
        }
        double[] element = new double[1];
        for (long i = 0; i < one.elements(); i++) {
            one.read(i, element, 1);
            double value = element[0];
            other.read(i % columns * rows + i / columns, element, 1);
            if (element[0] != value) {
                return false;
            }
        }
        return true;
    }

    private void share(List<Change> shared) {
        changes.put(embeddings.input(), retarget(shared, embeddings.input()));
        changes.remove(embeddings.output());
        if (embeddings.outputStored()) {
            changes.put(embeddings.output(), retarget(shared, embeddings.output()));
        }
    }

    private static List<Change> retarget(List<Change> changes, String target) {
        return changes.stream().map(change -> change.of(target)).toList();
    }

    /** What both start from is common to them still; what was trained is each one's own. */
    private void untie(List<Change> input, List<Change> output) {
        unties = true;
        Optional<Change> start = Stream.concat(input.stream(), output.stream())
                .filter(change -> change instanceof Replacement replacement && !replacement.trained())
                .findFirst();
        List<Change> head = new ArrayList<>(output);
        if (head.isEmpty() || !(head.getFirst() instanceof Replacement)) {
            head.addFirst(start.map(change -> change.of(embeddings.output())).orElseGet(this::copyOfInput));
        }
        changes.put(embeddings.output(), head);
        if (start.isPresent() && (input.isEmpty() || !(input.getFirst() instanceof Replacement))) {
            List<Change> own = new ArrayList<>(input);
            own.addFirst(start.get().of(embeddings.input()));
            changes.put(embeddings.input(), own);
        }
    }

    private Change copyOfInput() {
        Tensor shared = targets.base().tensor(embeddings.input());
        Tensor stored = embeddings.outputStored() ? targets.base().tensor(embeddings.output()) : shared;
        return new Replacement(embeddings.output(), stored, stored.dtype(), false);
    }

    private OptionalLong vocabulary() {
        String head = embeddings.output();
        OptionalLong after = rows(embeddings.input());
        boolean resized = !after.equals(rowsInBase(embeddings.input()));
        boolean headResized = !rows(head).equals(rowsInBase(head));
        if (after.isPresent() && (resized || headResized) && hasHead() && !after.equals(rows(head))) {
            throw uneven(after.getAsLong(), rows(head).orElse(0));
        }
        return resized ? after : OptionalLong.empty();
    }

    private boolean hasHead() {
        return embeddings.outputStored() || changes.containsKey(embeddings.output());
    }

    private OptionalLong rows(String target) {
        return changes(target).stream()
                .flatMap(change -> change instanceof Replacement replacement ? Stream.of(replacement) : Stream.empty())
                .mapToLong(replacement -> replacement.tensor().shape().dim(0))
                .boxed()
                .findFirst()
                .map(OptionalLong::of)
                .orElseGet(() -> rowsInBase(target));
    }

    private OptionalLong rowsInBase(String target) {
        return targets.base().holds(target)
                ? OptionalLong.of(targets.base().tensor(target).shape().dim(0))
                : OptionalLong.empty();
    }

    private GraftException uneven(long input, long output) {
        return AdapterError.ADAPTER_SHAPE_MISMATCH.at(
                targets.base().folder() + ": " + embeddings.output(),
                "The adapter leaves %s with %d rows and %s with %d"
                        .formatted(embeddings.input(), input, embeddings.output(), output),
                "Save the adapter with save_embedding_layers=True, so that it holds both.");
    }
}
