package io.graft.core.method;

import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The methods on task vectors as one would write them down: with sorts, whole tensors and no regard for speed. */
record Textbook(Mixture mixture, boolean elects, boolean normalizes, boolean rescales, boolean asInPapers) {
    private static final double GAMMA = 0.01;
    private static final double EPSILON = 0.15;

    static Textbook of(Mixture mixture, String method, boolean asInPapers) {
        boolean elects = method.contains("ties") || method.equals("della");
        boolean normalizes = method.equals("ties") || method.equals("della");
        boolean rescales = method.contains("dare") || method.contains("della");
        return new Textbook(mixture, elects, normalizes, rescales, asInPapers);
    }

    double[] merge(String method) {
        double[] sum = mixture.baseValues();
        double[][] deltas = IntStream.range(0, mixture.models().size())
                .mapToObj(model -> sparse(method, model))
                .toArray(double[][]::new);
        for (int i = 0; i < sum.length; i++) {
            int at = i;
            double[] ofElement =
                    Stream.of(deltas).mapToDouble(delta -> delta[at]).toArray();
            sum[i] += combined(ofElement);
        }
        return sum;
    }

    private double combined(double[] deltas) {
        boolean weighted = elects && !asInPapers;
        double[] ballots = new double[deltas.length];
        for (int model = 0; model < deltas.length; model++) {
            ballots[model] = (weighted ? weight(model) : 1) * deltas[model];
        }
        double votes = DoubleStream.of(ballots).reduce(0, (sum, ballot) -> sum + ballot);
        double sum = 0;
        double shares = 0;
        for (int model = 0; model < deltas.length; model++) {
            if (!elects || Math.signum(ballots[model]) == (votes >= 0 ? 1 : -1)) {
                sum = Math.fma(weighted ? 1 : weight(model), ballots[model], sum);
                shares += asInPapers ? 1 : Math.abs(weight(model));
            }
        }
        return normalizes && shares != 0 ? sum / shares : sum;
    }

    private double weight(int model) {
        return mixture.value(Weights.WEIGHT, model);
    }

    private double[] sparse(String method, int model) {
        double[] delta = mixture.delta(model);
        double[] probabilities = new double[delta.length];
        double[] kept = delta.clone();
        for (int i = 0; i < kept.length; i++) {
            probabilities[i] = mixture.value(Sparsity.DENSITY, model);
        }
        boolean[] mask = mask(method, model, delta, probabilities);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = mask[i] ? delta[i] : 0;
        }
        double norm = norm(delta) / norm(kept);
        for (int i = 0; rescales && i < kept.length; i++) {
            kept[i] *= asInPapers ? 1 / probabilities[i] : norm;
        }
        return kept;
    }

    private boolean[] mask(String method, int model, double[] delta, double[] probabilities) {
        int count = (int) (probabilities[0] * delta.length);
        return switch (method) {
            case "ties" -> largest(delta, 0, count);
            case "breadcrumbs", "breadcrumbs_ties" -> {
                int top = (int) (GAMMA * delta.length);
                yield largest(delta, top, top + count);
            }
            case "dare_linear", "dare_ties" -> drawn(model, probabilities);
            default -> {
                rank(delta, probabilities);
                yield drawn(model, probabilities);
            }
        };
    }

    private static boolean[] largest(double[] delta, int from, int to) {
        boolean[] mask = new boolean[delta.length];
        IntStream.range(0, delta.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(delta[i])))
                .skip(from)
                .limit(to - from)
                .forEach(i -> mask[i] = true);
        return mask;
    }

    private boolean[] drawn(int model, double[] probabilities) {
        Draws draws = mixture.draws(model);
        boolean[] mask = new boolean[probabilities.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = draws.uniform(i) < probabilities[i];
        }
        return mask;
    }

    private void rank(double[] delta, double[] probabilities) {
        int width = (int) mixture.shape().dim(mixture.shape().rank() - 1);
        for (int row = 0; row < delta.length; row += width) {
            int[] order = IntStream.range(row, row + width)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> Math.abs(delta[i])))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int rank = 0; rank < width; rank++) {
                double middle = probabilities[order[rank]];
                probabilities[order[rank]] =
                        width == 1 ? middle : middle - EPSILON + rank * (2 * EPSILON / (width - 1));
            }
        }
    }

    private static double norm(double[] values) {
        return DoubleStream.of(values).map(Math::abs).sum();
    }
}
