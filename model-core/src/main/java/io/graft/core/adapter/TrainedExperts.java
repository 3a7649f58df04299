package io.graft.core.adapter;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * LoRA on the parameters of a mixture of experts, {@code target_parameters}. Its tensors do not say which parameter they belong to,
 * nor which way a square one is meant; shapes and PEFT's version tell, or {@link MoePacking} does.
 *
 * @param module that has the parameters
 * @param parameters the names of those that were trained
 * @param wrappers the factors, from the innermost wrapper of the module to the outermost
 */
record TrainedExperts(
        String module,
        List<String> parameters,
        List<TrainedLowRank> wrappers,
        ScaleRule scaling,
        MoePacking packing,
        String file)
        implements Trained {
    /** Families whose experts are stored as [in, out], and which PEFT therefore does not swap. */
    private static final Set<String> TRANSPOSED = Set.of("gpt_oss", "openai_privacy_filter", "aria", "aria_text");

    private static final int MOST_PARAMETERS = 6;

    @Override
    public List<Change> on(Targets base) {
        if (base.find(module + ".weight").isPresent()) {
            return wrappers.stream().flatMap(layer -> layer.on(base).stream()).toList();
        }
        List<ExpertStack> stacks = parameters.stream()
                .map(parameter -> ExpertStack.in(base, module, parameter))
                .toList();
        List<Change> changes = new ArrayList<>();
        List<Integer> order = order(stacks, base);
        for (int i = 0; i < wrappers.size(); i++) {
            add(changes, wrappers.get(i), stacks.get(order.get(i)), parameters.get(order.get(i)), base);
        }
        return changes;
    }

    private void add(List<Change> changes, TrainedLowRank wrapper, ExpertStack stack, String parameter, Targets base) {
        double scale = scaling.scaleOf(module + "." + parameter);
        if (stack.isMatrix()) {
            changes.add(new LowRank(stack.sample().name(), wrapper.a(), wrapper.b(), scale, false));
            return;
        }
        boolean transposed = isTransposed(wrapper, stack, parameter, base);
        for (ExpertStack.Piece piece : stack.pieces()) {
            changes.add(new ExpertLowRank(
                    piece.target(), wrapper.a(), wrapper.b(), scale, stack.experts(), transposed, piece.rows()));
        }
    }

    /** Which parameter each wrapper is for. */
    private List<Integer> order(List<ExpertStack> stacks, Targets base) {
        if (stacks.size() != wrappers.size() || stacks.size() > MOST_PARAMETERS) {
            throw AdapterError.ADAPTER_TENSOR_UNPAIRED.at(
                    file + ": " + module,
                    "The adapter has factors for %d parameters of %s, but target_parameters names %s"
                            .formatted(wrappers.size(), module, parameters),
                    "Save the adapter again.");
        }
        List<Integer> stated = stated();
        if (!stated.isEmpty()) {
            requireFit(stated, stacks, base);
            return stated;
        }
        List<List<Integer>> fitting = new ArrayList<>();
        permute(new ArrayList<>(), stacks, fitting);
        if (fitting.isEmpty()) {
            throw base.misfit(stacks.getFirst().sample(), wrappers.getFirst().a(), module);
        }
        if (fitting.size() > 1) {
            throw unclear(
                    "the parameters %s of %s have the same shape, and nothing says which factors belong to which"
                            .formatted(parameters, module),
                    "\"inner_to_outer\": [\"%s\"]".formatted(String.join("\", \"", parameters)));
        }
        return fitting.getFirst();
    }

    /** The order that the config states; empty if it states none. */
    private List<Integer> stated() {
        List<Integer> order = packing.innerToOuter().stream()
                .map(parameters::indexOf)
                .filter(index -> index >= 0)
                .distinct()
                .toList();
        return order.size() == parameters.size() ? order : List.of();
    }

    private void requireFit(List<Integer> order, List<ExpertStack> stacks, Targets base) {
        for (int i = 0; i < order.size(); i++) {
            ExpertStack stack = stacks.get(order.get(i));
            if (!fits(wrappers.get(i), stack, parameters.get(order.get(i)))) {
                throw base.misfit(stack.sample(), wrappers.get(i).a(), module);
            }
        }
    }

    private void permute(List<Integer> begun, List<ExpertStack> stacks, List<List<Integer>> fitting) {
        if (begun.size() == wrappers.size()) {
            fitting.add(List.copyOf(begun));
            return;
        }
        for (int i = 0; i < stacks.size() && fitting.size() < 2; i++) {
            if (!begun.contains(i) && fits(wrappers.get(begun.size()), stacks.get(i), parameters.get(i))) {
                begun.add(i);
                permute(begun, stacks, fitting);
                begun.removeLast();
            }
        }
    }

    private boolean fits(TrainedLowRank wrapper, ExpertStack stack, String parameter) {
        long in = wrapper.a().shape().dim(1);
        long out = wrapper.b().shape().dim(0);
        boolean shaped = (in == stack.columns() && out == stack.rows())
                || (!stack.isMatrix() && in == stack.rows() && out == stack.columns());
        return shaped && wrapper.rank() == (long) stack.experts() * scaling.rankOf(module + "." + parameter);
    }

    private boolean isTransposed(TrainedLowRank wrapper, ExpertStack stack, String parameter, Targets base) {
        if (stack.rows() != stack.columns()) {
            return wrapper.a().shape().dim(1) == stack.rows();
        }
        if (packing.version() == null) {
            throw unclear(
                    "the experts' %s of %s are square, and which side is the input depends on the version of PEFT"
                            .formatted(parameter, module),
                    "\"peft\": \"0.18\"} or {\"peft\": \"0.19\"");
        }
        boolean swapped = packing.version().isAtLeast(0, 19);
        return !swapped
                || base.base().config().modelType().filter(TRANSPOSED::contains).isPresent();
    }

    private GraftException unclear(String what, String field) {
        return AdapterError.ADAPTER_PACKING_UNKNOWN.at(
                file + ": " + module,
                "Of %s, %s".formatted(file, what),
                "Say it in %s: \"%s\": {%s}.".formatted(AdapterConfig.FILE, MoePacking.FIELD, field));
    }
}
