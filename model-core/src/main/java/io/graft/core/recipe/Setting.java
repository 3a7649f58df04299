package io.graft.core.recipe;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The value of a parameter, which may depend on the tensor. {@code position} says where in the stack of layers the tensor is:
 * 0 for the first layer and for everything outside the layers, 1 for the last.
 */
public sealed interface Setting {
    /** The value for a tensor; empty if this setting does not speak of it. */
    OptionalDouble at(String tensor, double position);

    /** The same value everywhere. */
    record Constant(double value) implements Setting {
        @Override
        public OptionalDouble at(String tensor, double position) {
            return OptionalDouble.of(value);
        }
    }

    /** Values at equal distances over the layers, with straight lines between them. */
    record Gradient(List<Double> points) implements Setting {
        public Gradient {
            points = List.copyOf(points);
        }

        @Override
        public OptionalDouble at(String tensor, double position) {
            double scaled = position * (points.size() - 1);
            int below = (int) scaled;
            int above = Math.min(points.size() - 1, below + 1);
            double fraction = scaled - below;
            return OptionalDouble.of((1 - fraction) * points.get(below) + fraction * points.get(above));
        }
    }

    /** Flags or choices at equal distances over the layers, each valid up to the next. */
    record Steps(List<Double> values) implements Setting {
        public Steps {
            values = List.copyOf(values);
        }

        @Override
        public OptionalDouble at(String tensor, double position) {
            return OptionalDouble.of(values.get((int) (position * (values.size() - 1))));
        }
    }

    /** The value of the first case that covers the tensor. */
    record Cases(List<Case> cases) implements Setting {
        public Cases {
            cases = List.copyOf(cases);
        }

        @Override
        public OptionalDouble at(String tensor, double position) {
            return cases.stream()
                    .filter(one -> one.covers(tensor))
                    .findFirst()
                    .map(one -> one.value().at(tensor, position))
                    .orElse(OptionalDouble.empty());
        }
    }

    /**
     * A value for the tensors whose name contains {@code filter}.
     *
     * @param filter {@code *} for every tensor
     */
    record Case(String filter, Setting value) {
        static final String ANY = "*";

        boolean covers(String tensor) {
            return filter.equals(ANY) || tensor.contains(filter);
        }
    }
}
