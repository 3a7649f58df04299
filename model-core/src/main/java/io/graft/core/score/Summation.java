package io.graft.core.score;

import java.util.Arrays;

/** How Python's {@code sum} adds floating-point numbers. It decides on the last digit of a standard error. */
public enum Summation {
    /** From left to right: Python to 3.11. */
    PLAIN {
        @Override
        double of(double[] terms) {
            double sum = 0;
            for (double term : terms) {
                sum += term;
            }
            return sum;
        }
    },
    /** With Neumaier's compensation (1974): Python from 3.12. */
    COMPENSATED {
        @Override
        double of(double[] terms) {
            double sum = 0;
            double lost = 0;
            for (double term : terms) {
                double next = sum + term;
                lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
                sum = next;
            }
            return lost != 0 && Double.isFinite(lost) ? sum + lost : sum;
        }
    };

    abstract double of(double[] terms);

    double mean(double[] numbers) {
        return of(numbers) / numbers.length;
    }

    /** {@code sample_stddev}: with n − 1 in the denominator. */
    double deviation(double[] numbers) {
        double mean = mean(numbers);
        double[] squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).toArray();
        return Math.sqrt(of(squares) / (numbers.length - 1));
    }
}
