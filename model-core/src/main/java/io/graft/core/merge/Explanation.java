package io.graft.core.merge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graft.core.artifact.Digest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is going to do, without doing it. No weights are read for it.
 *
 * @param recipe its id
 * @param seed what random numbers would be drawn from, by methods that draw any
 * @param bytes of all tensors of the result
 * @param bytesRead of all tensors that go into it
 * @param shards how many files of weights there will be
 * @param memoryBytes for blocks in flight, at most
 * @param seconds an estimate from rough figures of what a disk and a core can do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        Digest recipe,
        String method,
        String seed,
        List<Group> tensors,
        List<AdapterUse> adapters,
        long bytes,
        long bytesRead,
        int shards,
        long memoryBytes,
        double seconds) {
    public static Explanation of(MergePlan plan, MergeOptions options) {
        long memory = Math.min(options.memoryBytes(), (long) options.blocksInFlight() * options.blockBytes());
        return new Explanation(
                plan.recipe().id(),
                plan.recipe().method().name(),
                plan.recipe().seed(),
                TensorGroup.of(plan),
                AdapterUse.of(plan),
                plan.bytes() + plan.requantisation().map(Requantisation::bytes).orElse(0L),
                Workload.bytesRead(plan),
                Shard.of(plan.tensors(), options.shardBytes()).size(),
                memory,
                Workload.seconds(plan, options.threads()));
    }

    /**
     * Tensors that come about in the same way, layer for layer.
     *
     * @param names their name, with the numbers that differ as ranges: {@code model.layers.{0..21}.mlp.up_proj.weight}
     * @param shape as a list of dimensions
     * @param copied whether their bytes are taken over as they are
     * @param base what the method sees as the base; null if nothing
     * @param parameters that hold for all models
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Group(
            String names,
            int count,
            String dtype,
            List<Long> shape,
            boolean copied,
            @Nullable ModelUse base,
            List<ModelUse> models,
            Map<String, Span> parameters) {}

    /**
     * What one model brings.
     *
     * @param layers which of its layers; null where they are those of the result
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ModelUse(String model, @Nullable String layers, Map<String, Span> parameters) {}

    /** The least and the greatest value that a parameter has among some tensors. */
    public record Span(Object from, Object to) {
        private static final MathContext SHOWN = new MathContext(6);

        @Override
        public String toString() {
            return from.equals(to) ? text(from) : text(from) + ".." + text(to);
        }

        private static String text(Object value) {
            return value instanceof Double number
                    ? new BigDecimal(number).round(SHOWN).stripTrailingZeros().toString()
                    : value.toString();
        }
    }

    /**
     * An adapter of the recipe.
     *
     * @param tensors how many tensors of the result it has a part in
     */
    public record AdapterUse(String adapter, String model, long tensors) {
        static List<AdapterUse> of(MergePlan plan) {
            return plan.recipe().references().stream()
                    .filter(reference -> reference.adapter() != null)
                    .map(reference -> new AdapterUse(
                            String.valueOf(reference.adapter()),
                            reference.model().toString(),
                            plan.targets().stream()
                                    .filter(target -> target.isChangedBy(reference))
                                    .count()))
                    .toList();
        }
    }
}
