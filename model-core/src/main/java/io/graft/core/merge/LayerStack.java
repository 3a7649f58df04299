package io.graft.core.merge;

import io.graft.core.checkpoint.Checkpoint;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * How a model numbers its layers: {@code model.layers.7.mlp.up_proj.weight} is tensor {@code mlp.up_proj.weight} of layer 7 of the
 * stack {@code model.layers}. Found from the names alone, whatever the architecture.
 *
 * @param prefix what comes before the number, with its dot; empty if the model has no layers
 * @param count of layers
 */
record LayerStack(String prefix, int count) {
    private static final LayerStack NONE = new LayerStack("", 0);

    /** Where the first number in a name is. */
    private record Numbered(String prefix, int layer) {
        static Optional<Numbered> of(String name) {
            int start = name.indexOf('.') + 1;
            for (int end = name.indexOf('.', start); start > 0 && end > 0; end = name.indexOf('.', start)) {
                OptionalInt layer = number(name.substring(start, end));
                if (layer.isPresent()) {
                    return Optional.of(new Numbered(name.substring(0, start), layer.getAsInt()));
                }
                start = end + 1;
            }
            return Optional.empty();
        }
    }

    static LayerStack of(Checkpoint checkpoint) {
        return of(checkpoint.tensors().keySet(), checkpoint.config().layers());
    }

    /** The stack with as many layers as the config states; among several, or where it states none, the one with most tensors. */
    static LayerStack of(Collection<String> names, OptionalInt stated) {
        Map<String, TreeSet<Integer>> layers = new HashMap<>();
        Map<String, Integer> tensors = new HashMap<>();
        for (String name : names) {
            Numbered.of(name).ifPresent(numbered -> {
                layers.computeIfAbsent(numbered.prefix(), prefix -> new TreeSet<>())
                        .add(numbered.layer());
                tensors.merge(numbered.prefix(), 1, Integer::sum);
            });
        }
        return layers.entrySet().stream()
                .filter(entry -> isComplete(entry.getValue()))
                .map(entry -> new LayerStack(entry.getKey(), entry.getValue().size()))
                .filter(stack -> stated.isEmpty() || stack.count() == stated.getAsInt())
                .max(Comparator.<LayerStack>comparingInt(stack -> tensors.getOrDefault(stack.prefix(), 0))
                        .thenComparing(LayerStack::prefix))
                .orElse(NONE);
    }

    private static boolean isComplete(TreeSet<Integer> layers) {
        return layers.first() == 0 && layers.last() == layers.size() - 1;
    }

    /** The layer that a tensor belongs to; empty for embeddings and whatever else is outside the stack. */
    OptionalInt layer(String name) {
        if (count == 0 || !name.startsWith(prefix)) {
            return OptionalInt.empty();
        }
        int end = name.indexOf('.', prefix.length());
        return end < 0 ? OptionalInt.empty() : number(name.substring(prefix.length(), end));
    }

    private static OptionalInt number(String digits) {
        boolean isNumber =
                !digits.isEmpty() && digits.length() < 7 && digits.chars().allMatch(Character::isDigit);
        return isNumber ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /** The name that a tensor of some layer has in another one. */
    String renumbered(String name, int layer) {
        return prefix + layer + name.substring(name.indexOf('.', prefix.length()));
    }

    /** What the gradients of recipes run over: 0 for the first of {@code length} layers, 1 for the last and for an only one. */
    static double position(int layer, int length) {
        return length == 1 ? 1 : (double) layer / (length - 1);
    }

    /** Whether a tensor outside the layers is used before them: embeddings of tokens and of positions. */
    static boolean isEarly(String name) {
        return Arrays.stream(name.split("\\."))
                .anyMatch(part -> part.equals("wte")
                        || part.equals("wpe")
                        || (part.contains("embed") && !part.equals("embed_out")));
    }
}
