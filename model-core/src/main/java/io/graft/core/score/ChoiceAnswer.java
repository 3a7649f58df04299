package io.graft.core.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.graft.core.suite.Item;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Target;
import io.graft.core.template.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** How likely a model found each choice of a document. */
final class ChoiceAnswer {
    private final List<String> choices;
    private final List<Integer> gold;
    private final List<Reply.Likelihood> replies;

    private ChoiceAnswer(List<String> choices, List<Integer> gold, List<Reply.Likelihood> replies) {
        this.choices = choices;
        this.gold = gold;
        this.replies = replies;
    }

    static ChoiceAnswer of(Item item, List<Filtered> answers) {
        if (!(item.target() instanceof Target.Choices(List<Integer> gold))) {
            throw new IllegalArgumentException("The target of document %d is no choice".formatted(item.index()));
        }
        return new ChoiceAnswer(
                item.choices(),
                gold,
                answers.stream()
                        .map(Filtered::first)
                        .map(Reply.Likelihood.class::cast)
                        .toList());
    }

    boolean isGold(int choice) {
        return gold.contains(choice);
    }

    boolean isGoldGreedy() {
        return gold.stream().anyMatch(choice -> replies.get(choice).greedy());
    }

    int likeliest() {
        return first(likelihoods());
    }

    /** Characters are Unicode's code points. */
    int likeliestPerCharacter() {
        return likeliestPer(PythonText::length);
    }

    int likeliestPerByte() {
        return likeliestPer(choice -> choice.getBytes(UTF_8).length);
    }

    private int likeliestPer(ToIntFunction<String> length) {
        return first(each(i -> replies.get(i).logLikelihood() / length.applyAsInt(choices.get(i))));
    }

    /** The choice that the context makes likelier by the greatest factor. */
    int likeliestByContext() {
        return first(each(i ->
                replies.get(i).logLikelihood() - replies.get(choices.size() + i).logLikelihood()));
    }

    Value forecast() {
        return new Value.Forecast(
                gold.getFirst(),
                Arrays.stream(Brier.softmax(likelihoods())).boxed().toList());
    }

    Value labelled() {
        return new Value.Labelled(gold.getFirst(), likeliest());
    }

    private double[] likelihoods() {
        return each(i -> replies.get(i).logLikelihood());
    }

    private double[] each(IntToDoubleFunction function) {
        return IntStream.range(0, choices.size()).mapToDouble(function).toArray();
    }

    /** NumPy's argmax: the first of equals, and whatever is no number before all. */
    private static int first(double[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (!Double.isNaN(numbers[best]) && !(numbers[i] <= numbers[best])) {
                best = i;
            }
        }
        return best;
    }
}
