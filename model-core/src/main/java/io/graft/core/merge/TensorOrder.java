package io.graft.core.merge;

import java.util.Comparator;

/** The order of tensors in files: by name, with numbers in their own order, so that layer 10 follows layer 9. */
final class TensorOrder implements Comparator<String> {
    static final TensorOrder NATURAL = new TensorOrder();

    @Override
    public int compare(String one, String other) {
        String[] parts = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        for (int i = 0; i < Math.min(parts.length, others.length); i++) {
            int byPart = comparePart(parts[i], others[i]);
            if (byPart != 0) {
                return byPart;
            }
        }
        return parts.length == others.length ? one.compareTo(other) : Integer.compare(parts.length, others.length);
    }

    private static int comparePart(String one, String other) {
        if (isNumber(one) && isNumber(other)) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        return one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
