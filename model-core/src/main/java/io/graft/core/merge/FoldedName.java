package io.graft.core.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a tensor without its numbers, so that names of several layers are one.
 *
 * @param pattern with {@code #} for each part that is a number
 */
record FoldedName(String pattern, List<Integer> numbers) {
    private static final Pattern NUMBER = Pattern.compile("(?<=\\.)\\d{1,6}(?=\\.)");
    private static final Pattern HOLE = Pattern.compile("(?<=\\.)#(?=\\.)");

    static FoldedName of(String name) {
        return new FoldedName(
                NUMBER.matcher(name).replaceAll("#"),
                NUMBER.matcher(name)
                        .results()
                        .map(MatchResult::group)
                        .map(Integer::valueOf)
                        .toList());
    }

    /** The name of several tensors: a single number as it is, several as {@code {0..3,5}}. */
    static String unfolded(String pattern, List<? extends SortedSet<Integer>> numbers) {
        List<String> ranges =
                new ArrayList<>(numbers.stream().map(FoldedName::braced).toList());
        return HOLE.matcher(pattern).replaceAll(hole -> ranges.isEmpty() ? hole.group() : ranges.removeFirst());
    }

    private static String braced(SortedSet<Integer> numbers) {
        return numbers.size() == 1 ? numbers.first().toString() : "{" + ranges(numbers) + "}";
    }

    /** Numbers for people: {@code 0..3,5}. */
    static String ranges(SortedSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = numbers.first();
        int last = first;
        for (int number : numbers.tailSet(first + 1)) {
            if (number != last + 1) {
                ranges.add(range(first, last));
                first = number;
            }
            last = number;
        }
        return String.join(
                ",",
                Stream.concat(ranges.stream(), Stream.of(range(first, last))).toList());
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + ".." + last;
    }
}
