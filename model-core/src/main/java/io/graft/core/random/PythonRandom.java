package io.graft.core.random;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code random.Random(seed)} of CPython 3: the same seed and the same calls give the same numbers. For one thread. */
public final class PythonRandom {
    private final MersenneTwister twister;

    /** @param seed by its size alone, as in Python: −1 seeds like 1 */
    public PythonRandom(long seed) {
        twister = new MersenneTwister(words(Math.abs(seed)));
    }

    private static int[] words(long size) {
        return size >>> 32 == 0 ? new int[] {(int) size} : new int[] {(int) size, (int) (size >>> 32)};
    }

    /** A number in [0, 1), by steps of 2⁻⁵³. */
    public double random() {
        long high = bits(27);
        long low = bits(26);
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /** {@code getrandbits(count)}: so many random bits, 1 to 32. */
    public long bits(int count) {
        if (count < 1 || count > 32) {
            throw new IllegalArgumentException("%d bits".formatted(count));
        }
        return Integer.toUnsignedLong(twister.next()) >>> (32 - count);
    }

    /** {@code randrange(bound)}: a whole number from 0, below the bound. */
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("Below %d".formatted(bound));
        }
        int length = 32 - Integer.numberOfLeadingZeros(bound);
        long drawn = bits(length);
        while (drawn >= bound) {
            drawn = bits(length);
        }
        return (int) drawn;
    }

    /** {@code choices(range(size), k=count)}: so many places of a list of that size, the same one any number of times. */
    public int[] choices(int size, int count) {
        if (size < 1) {
            throw new IllegalArgumentException("Nothing to choose from");
        }
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = (int) (random() * size);
        }
        return chosen;
    }

    /** {@code sample(range(size), count)}: so many different places of a list of that size. */
    public int[] sample(int size, int count) {
        if (count < 0 || count > size) {
            throw new IllegalArgumentException("%d of %d".formatted(count, size));
        }
        return size <= largestPool(count) ? sampleOfPool(size, count) : sampleBySet(size, count);
    }

    /** {@code sample(list, count)}. */
    public <T> List<T> sample(List<T> list, int count) {
        return IntStream.of(sample(list.size(), count)).mapToObj(list::get).toList();
    }

    /** CPython compares the memory of a list of all with that of a set of the chosen; the two draw differently. */
    private static long largestPool(int count) {
        return count > 5 ? 21 + (1L << (2 * (long) Math.ceil(Math.log(count * 3.0) / Math.log(4)))) : 21;
    }

    private int[] sampleOfPool(int size, int count) {
        int[] pool = IntStream.range(0, size).toArray();
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int at = below(size - i);
            chosen[i] = pool[at];
            pool[at] = pool[size - i - 1];
        }
        return chosen;
    }

    private int[] sampleBySet(int size, int count) {
        Set<Integer> taken = new HashSet<>();
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = below(size);
            while (!taken.add(chosen[i])) {
                chosen[i] = below(size);
            }
        }
        return chosen;
    }

    /** {@code shuffle(list)}, in place. */
    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = below(i + 1);
            list.set(other, list.set(i, list.get(other)));
        }
    }
}
