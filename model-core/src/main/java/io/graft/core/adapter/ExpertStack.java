package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of all experts, {@code [experts, rows, columns]}, as the checkpoint holds it: in one tensor, or expert by expert
 * and then perhaps in several parts.
 *
 * @param sample one of the tensors, for errors
 */
record ExpertStack(int experts, long rows, long columns, List<Piece> pieces, Tensor sample) {
    /** What transformers joins when it loads a checkpoint that has the experts one by one. */
    private static final Map<String, List<List<String>>> PARTS = Map.of(
            "gate_up_proj", List.of(List.of("gate_proj", "up_proj"), List.of("w1", "w3")),
            "down_proj", List.of(List.of("down_proj"), List.of("w2")));
    /** Where checkpoints have the experts that transformers calls {@code mlp.experts}. */
    private static final List<String> OLD_PLACES = List.of(".mlp.", ".block_sparse_moe.", ".feed_forward.");

    /**
     * A tensor of the checkpoint.
     *
     * @param rows which part of the stack it is; null if it is all of it
     */
    record Piece(String target, ExpertLowRank.@Nullable Rows rows) {}

    /** Whether it is a plain matrix, without experts. */
    boolean isMatrix() {
        return sample.shape().rank() == 2
                && pieces.size() == 1
                && pieces.getFirst().rows() == null;
    }

    static ExpertStack in(Targets base, String module, String parameter) {
        Optional<Tensor> whole = base.find(module + "." + parameter);
        if (whole.isPresent()) {
            return whole(whole.get());
        }
        return places(module)
                .flatMap(place -> PARTS.getOrDefault(parameter, List.of(List.of(parameter))).stream()
                        .flatMap(parts -> separate(base, place, parts).stream()))
                .findFirst()
                .orElseThrow(() -> base.missing(module, module + "." + parameter));
    }

    private static Stream<String> places(String module) {
        return OLD_PLACES.stream().map(place -> module.replace(".mlp.", place)).distinct();
    }

    private static ExpertStack whole(Tensor tensor) {
        boolean stacked = tensor.shape().rank() == 3;
        int first = stacked ? 1 : 0;
        return new ExpertStack(
                stacked ? Math.toIntExact(tensor.shape().dim(0)) : 1,
                tensor.shape().dim(first),
                tensor.shape().rank() < 2 ? 1 : tensor.shape().dim(first + 1),
                List.of(new Piece(tensor.name(), null)),
                tensor);
    }

    private static Optional<ExpertStack> separate(Targets base, String place, List<String> parts) {
        List<Piece> pieces = new ArrayList<>();
        List<Tensor> first = tensors(base, place, 0, parts);
        int experts = 0;
        for (List<Tensor> tensors = first; !tensors.isEmpty(); tensors = tensors(base, place, experts, parts)) {
            int row = 0;
            for (int i = 0; i < tensors.size(); i++) {
                Tensor tensor = tensors.get(i);
                int rows = Math.toIntExact(tensor.shape().dim(0));
                base.requireMatrix(
                        tensor,
                        first.get(i).shape().dim(0),
                        first.getFirst().shape().dim(1),
                        place);
                pieces.add(new Piece(tensor.name(), new ExpertLowRank.Rows(experts, row, rows)));
                row += rows;
            }
            experts++;
        }
        return experts == 0
                ? Optional.empty()
                : Optional.of(new ExpertStack(
                        experts,
                        first.stream()
                                .mapToLong(tensor -> tensor.shape().dim(0))
                                .sum(),
                        first.getFirst().shape().dim(1),
                        pieces,
                        first.getFirst()));
    }

    /** The parts of one expert; nothing if any of them is missing. */
    private static List<Tensor> tensors(Targets base, String place, int expert, List<String> parts) {
        List<Tensor> found = parts.stream()
                .flatMap(part -> base.find("%s.%d.%s.weight".formatted(place, expert, part)).stream())
                .filter(tensor -> tensor.shape().rank() == 2)
                .toList();
        return found.size() == parts.size() ? found : List.of();
    }
}
