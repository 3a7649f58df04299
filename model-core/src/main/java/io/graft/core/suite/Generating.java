package io.graft.core.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an answer is generated: {@code generation_kwargs}.
 *
 * @param until what ends it
 * @param maxTokens at most so many
 * @param sampled whether by lot
 * @param temperature above 0 if by lot
 * @param topK 0 for all
 * @param topP 1 for all
 */
record Generating(List<String> until, int maxTokens, boolean sampled, double temperature, int topK, double topP) {
    private static final int DEFAULT_TOKENS = 256;
    private static final int MOST_TOKENS = 1_000_000;
    private static final List<String> LENGTHS =
            List.of("max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens");

    static Generating of(Optional<SuiteNode> node, String shotDelimiter) {
        Map<String, SuiteNode> keys = node.map(SuiteNode::map).orElse(Map.of());
        double temperature = number(keys, "temperature", 0);
        boolean sampled = keys.containsKey("do_sample") ? keys.get("do_sample").flag() : temperature > 0;
        boolean unstated = !keys.containsKey("temperature");
        node.ifPresent(where -> requireSensible(where, keys));
        return new Generating(
                until(keys, shotDelimiter),
                length(keys),
                sampled && (unstated || temperature > 0),
                unstated ? 1 : temperature,
                keys.containsKey("top_k") ? keys.get("top_k").whole(0, Integer.MAX_VALUE) : 0,
                number(keys, "top_p", 1));
    }

    private static void requireSensible(SuiteNode where, Map<String, SuiteNode> keys) {
        double topP = number(keys, "top_p", 1);
        if (!(topP > 0 && topP <= 1) || number(keys, "temperature", 0) < 0) {
            throw where.refusal(
                    SuiteError.SUITE_WRONG_VALUE,
                    "has a top_p outside (0, 1] or a temperature below 0",
                    "Use a temperature of 0 or more, and a top_p above 0 and at most 1.");
        }
    }

    private static double number(Map<String, SuiteNode> keys, String key, double byDefault) {
        SuiteNode node = keys.get(key);
        return node == null || node.isNull() ? byDefault : node.number();
    }

    private static List<String> until(Map<String, SuiteNode> keys, String shotDelimiter) {
        SuiteNode node = keys.get("until");
        return node == null
                ? List.of(shotDelimiter)
                : node.several().stream().map(SuiteNode::text).toList();
    }

    private static int length(Map<String, SuiteNode> keys) {
        return LENGTHS.stream()
                .filter(keys::containsKey)
                .findFirst()
                .map(keys::get)
                .map(node -> node.whole(1, MOST_TOKENS))
                .orElse(DEFAULT_TOKENS);
    }

    Request request(String context, int document) {
        Sampling sampling = sampled ? new Sampling.Random(temperature, topK, topP, document) : new Sampling.Greedy();
        return new Request.Generation(context, until, maxTokens, sampling);
    }
}
