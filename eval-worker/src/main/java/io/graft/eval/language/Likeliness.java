package io.graft.eval.language;

import io.graft.core.GraftException;
import tools.jackson.databind.JsonNode;

/**
 * How likely some tokens were together.
 *
 * @param greedy whether each was the likeliest at its place
 */
record Likeliness(double logLikelihood, boolean greedy) {
    /**
     * Reads the prompt's log-probabilities from a choice with {@code echo}: as many as the prompt has tokens, and one more for the
     * token that was written behind it, which nobody asked for.
     */
    static Likeliness read(JsonNode choice, TokenPair passage) {
        JsonNode all = choice.path("logprobs").path("token_logprobs");
        JsonNode best = choice.path("logprobs").path("top_logprobs");
        if (all.size() < passage.length()) {
            throw unreadable("it has log-probabilities of %d of %d tokens".formatted(all.size(), passage.length()));
        }
        double sum = 0;
        boolean greedy = true;
        for (int i = passage.scored(); i < passage.length(); i++) {
            double one = number(all.path(i), i);
            sum += one;
            greedy &= one >= largest(best.path(i), one);
        }
        return new Likeliness(sum, greedy);
    }

    static GraftException unreadable(String why) {
        return LanguageError.SERVER_ANSWER_UNREADABLE.at(
                "completions",
                "The server's answer does not serve: %s".formatted(why),
                "Use a server that returns logprobs of the prompt with echo, such as vLLM.");
    }

    private static double largest(JsonNode alternatives, double otherwise) {
        double largest = otherwise;
        for (JsonNode one : alternatives) {
            largest = Math.max(largest, one.asDouble(otherwise));
        }
        return largest;
    }

    private static double number(JsonNode value, int place) {
        if (!value.isNumber()) {
            throw unreadable("the log-probability of token %d is %.20s".formatted(place, value));
        }
        return value.doubleValue();
    }
}
