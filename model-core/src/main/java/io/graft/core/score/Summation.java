package io.graft.core.score;

import java.util.function.IntToDoubleFunction;

/** How Python's {@code sum} adds floating-point numbers. It decides on the last digit of a standard error. */
public enum Summation {
    /** From left to right: Python to 3.11. */
    PLAIN {
        @Override
        double over(int count, IntToDoubleFunction terms) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += terms.applyAsDouble(i);
            }
            return sum;
        }
    },
    /** With Neumaier's compensation (1974): Python from 3.12. */
    COMPENSATED {
        @Override
        double over(int count, IntToDoubleFunction terms) {
            double sum = 0;
            double lost = 0;
            for (int i = 0; i < count; i++) {
                double term = terms.applyAsDouble(i);
                double next = sum + term;
                lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
                sum = next;
            }
            return lost != 0 && Double.isFinite(lost) ? sum + lost : sum;
        }
    };

    abstract double over(int count, IntToDoubleFunction terms);

    double of(double[] terms) {
        return over(terms.length, i -> terms[i]);
    }

    double mean(double[] numbers) {
        return of(numbers) / numbers.length;
    }

    /** {@code sample_stddev}: with n − 1 in the denominator. */
    double deviation(double[] numbers) {
        double mean = mean(numbers);
        double squares = over(numbers.length, i -> (numbers[i] - mean) * (numbers[i] - mean));
        return Math.sqrt(squares / (numbers.length - 1));
    }
}
