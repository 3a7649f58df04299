package io.graft.core.merge;

import io.graft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a method makes of one tensor, written down as plainly as its source states it. The base comes first where there is one. */
@FunctionalInterface
interface Definition {
    double[] of(List<double[]> vectors, Shape shape);

    /** The same on differences from the base, added to the base. */
    default Definition onDifferences() {
        return (vectors, shape) -> {
            double[] base = vectors.getFirst();
            List<double[]> differences = vectors.stream()
                    .skip(1)
                    .map(vector -> sum(1, vector, -1, base))
                    .toList();
            return sum(1, base, 1, of(differences, shape));
        };
    }

    /** The same for each row by itself. */
    default Definition byRows() {
        return (vectors, shape) -> {
            int length = (int) shape.dim(shape.rank() - 1);
            return inParts(vectors, shape, vectors.getFirst().length / length, part -> i -> part * length + i, length);
        };
    }

    /** The same for each column by itself. */
    default Definition byColumns() {
        return (vectors, shape) -> {
            int length = (int) shape.dim(0);
            int columns = vectors.getFirst().length / length;
            return inParts(vectors, shape, columns, part -> i -> i * columns + part, length);
        };
    }

    private double[] inParts(
            List<double[]> vectors, Shape shape, int parts, IntFunction<IntFunction<Integer>> places, int length) {
        double[] result = new double[vectors.getFirst().length];
        for (int part = 0; part < parts; part++) {
            IntFunction<Integer> place = places.apply(part);
            List<double[]> pieces = new ArrayList<>();
            for (double[] vector : vectors) {
                double[] piece = new double[length];
                Arrays.setAll(piece, i -> vector[place.apply(i)]);
                pieces.add(piece);
            }
            double[] piece = of(pieces, shape);
            for (int i = 0; i < length; i++) {
                result[place.apply(i)] = piece[i];
            }
        }
        return result;
    }

    static Definition slerp(double t) {
        return (vectors, _) -> {
            double[] a = vectors.get(0);
            double[] b = vectors.get(1);
            double angle = Math.acos(dot(a, b) / (norm(a) * norm(b)));
            return sum(Math.sin((1 - t) * angle) / Math.sin(angle), a, Math.sin(t * angle) / Math.sin(angle), b);
        };
    }

    static Definition multislerp(double... weights) {
        return (vectors, _) -> {
            List<double[]> directions = vectors.stream().map(Definition::unit).toList();
            double[] mean = unit(sum(directions, weights));
            double[] tangent = new double[mean.length];
            double length = 0;
            for (int i = 0; i < weights.length; i++) {
                double[] seen = sum(1, directions.get(i), -dot(directions.get(i), mean), mean);
                tangent = sum(1, tangent, weights[i], seen);
                length += weights[i] * norm(vectors.get(i));
            }
            double angle = norm(tangent) + 1e-8;
            return sum(length * Math.cos(angle), mean, length * Math.sin(angle) / angle, tangent);
        };
    }

    static Definition karcher(int steps) {
        return (vectors, _) -> {
            List<double[]> directions = vectors.stream().map(Definition::unit).toList();
            double[] equal = new double[vectors.size()];
            Arrays.fill(equal, 1.0 / equal.length);
            double[] mean = unit(sum(directions, equal));
            for (int i = 0; i < steps; i++) {
                double[] step = new double[mean.length];
                for (double[] direction : directions) {
                    double angle = Math.acos(dot(mean, direction));
                    double[] seen = sum(1, direction, -Math.cos(angle), mean);
                    step = sum(1, step, angle / Math.sin(angle) / directions.size(), seen);
                }
                double length = norm(step);
                if (length < 1e-5) {
                    break;
                }
                mean = unit(sum(Math.cos(length), mean, Math.sin(length) / length, step));
            }
            double scale =
                    vectors.stream().mapToDouble(Definition::norm).average().orElseThrow();
            return sum(scale, mean, 0, mean);
        };
    }

    static Definition modelStock() {
        return (differences, _) -> {
            int n = differences.size();
            double cosine = 0;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    double lengths = norm(differences.get(i)) * norm(differences.get(j));
                    cosine += dot(differences.get(i), differences.get(j)) / lengths / (n * (n - 1) / 2.0);
                }
            }
            double[] share = new double[n];
            Arrays.fill(share, cosine / (1 + (n - 1) * cosine));
            return sum(differences, share);
        };
    }

    static Definition ram(double r, double alpha) {
        return (differences, _) -> {
            int length = differences.getFirst().length;
            double[] result = new double[length];
            double[] factors = factors(differences, r, alpha);
            for (int i = 0; i < length; i++) {
                int place = i;
                List<double[]> changing = differences.stream()
                        .filter(one -> Math.abs(one[place]) > 1e-5)
                        .toList();
                double sum = changing.stream().mapToDouble(one -> one[place]).sum();
                result[i] = changing.size() == 1
                        ? factors[differences.indexOf(changing.getFirst())] * sum
                        : sum / Math.max(1, changing.size());
            }
            return result;
        };
    }

    private static double[] factors(List<double[]> differences, double r, double alpha) {
        double[] shared = new double[differences.size()];
        double[] own = new double[differences.size()];
        for (int place = 0; place < differences.getFirst().length; place++) {
            int at = place;
            long changing =
                    differences.stream().filter(one -> Math.abs(one[at]) > 1e-5).count();
            for (int i = 0; i < own.length; i++) {
                if (Math.abs(differences.get(i)[at]) > 1e-5) {
                    shared[i] += changing > 1 ? 1 : 0;
                    own[i] += changing == 1 ? 1 : 0;
                }
            }
        }
        double[] factors = new double[own.length];
        Arrays.setAll(factors, i -> 1 + r * Math.min(shared[i] / own[i], alpha));
        return factors;
    }

    static Definition nearswap(double t) {
        return (vectors, _) -> {
            double[] result = new double[vectors.getFirst().length];
            Arrays.setAll(result, i -> {
                double a = vectors.get(0)[i];
                double b = vectors.get(1)[i];
                double share = Math.clamp(t / Math.max(Math.abs(a - b), 1e-6), 0, 1);
                return share * b + (1 - share) * a;
            });
            return result;
        };
    }

    /** Of the model and its base: the changes that are outliers in importance. */
    static Definition arceeFusion() {
        return (vectors, shape) -> {
            double[] change = sum(1, vectors.get(1), -1, vectors.get(0));
            Definition divergence = (pair, _) -> {
                double[] p = softmax(pair.get(1));
                double[] q = softmax(pair.get(0));
                double sum = IntStream.range(0, p.length)
                        .mapToDouble(i -> p[i] * Math.log(p[i] / q[i]))
                        .sum();
                Arrays.fill(p, sum);
                return p;
            };
            double[] importance = divergence.byRows().of(vectors, shape);
            Arrays.setAll(importance, i -> importance[i] * Math.abs(change[i]));
            double[] sorted = Arrays.stream(importance).sorted().toArray();
            double last = sorted.length - 1.0;
            double range = sorted[(int) (0.75 * last)] - sorted[(int) (0.25 * last)];
            double least = sorted[(int) (0.5 * last)] + 1.5 * range;
            double[] result = vectors.get(0).clone();
            Arrays.setAll(result, i -> result[i] + (importance[i] >= least ? change[i] : 0));
            return result;
        };
    }

    private static double[] softmax(double[] vector) {
        double sum = Arrays.stream(vector).map(Math::exp).sum();
        return Arrays.stream(vector).map(one -> Math.exp(one) / sum + 1e-8).toArray();
    }

    static Definition sce(double share) {
        return (differences, _) -> {
            int length = differences.getFirst().length;
            double[] variance = new double[length];
            Arrays.setAll(variance, i -> variance(differences, i));
            long varying = Arrays.stream(variance).filter(one -> one != 0).count();
            Set<Integer> selected = IntStream.range(0, length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -variance[i]))
                    .limit(share < 1 ? (long) (share * varying) : length)
                    .collect(Collectors.toSet());
            double[] weights = differences.stream()
                    .mapToDouble(one ->
                            selected.stream().mapToDouble(i -> one[i] * one[i]).sum())
                    .toArray();
            double[] result = new double[length];
            for (int i : selected) {
                double sign = differences.stream().mapToDouble(one -> one[i]).sum() >= 0 ? 1 : -1;
                double sum = 0;
                double divisor = 0;
                for (int k = 0; k < weights.length; k++) {
                    double weight = Math.signum(differences.get(k)[i]) == sign ? weights[k] : 0;
                    sum += weight * differences.get(k)[i];
                    divisor += weight;
                }
                result[i] = divisor == 0 ? 0 : sum / divisor;
            }
            return result;
        };
    }

    private static double variance(List<double[]> vectors, int place) {
        double[] all = vectors.stream().mapToDouble(one -> one[place]).toArray();
        if (Arrays.stream(all).distinct().count() == 1) {
            return 0;
        }
        double mean = Arrays.stream(all).average().orElseThrow();
        return Arrays.stream(all)
                .map(one -> (one - mean) * (one - mean))
                .average()
                .orElseThrow();
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    static double[] unit(double[] vector) {
        return sum(1 / norm(vector), vector, 0, vector);
    }

    static double[] sum(double weight, double[] one, double otherWeight, double[] other) {
        double[] sum = new double[one.length];
        Arrays.setAll(sum, i -> weight * one[i] + otherWeight * other[i]);
        return sum;
    }

    static double[] sum(List<double[]> vectors, double... weights) {
        double[] sum = new double[vectors.getFirst().length];
        for (int k = 0; k < weights.length; k++) {
            sum = sum(1, sum, weights[k], vectors.get(k));
        }
        return sum;
    }
}
