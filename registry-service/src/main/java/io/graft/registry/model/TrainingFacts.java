package io.graft.registry.model;

import io.graft.core.GraftException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * How a version was trained, as its owner states it: known keys with values that can be compared over versions, nothing else.
 */
record TrainingFacts(JsonNode json) {
    private static final int FAR = 4;

    TrainingFacts {
        if (!json.isObject()) {
            throw invalid("trainingFacts", "The training facts are not a JSON object", "Write an object.");
        }
        for (Map.Entry<String, JsonNode> fact : json.properties()) {
            require(fact.getKey(), fact.getValue());
        }
    }

    private static void require(String key, JsonNode value) {
        Fact fact = Fact.named(key).orElseThrow(() -> unknown(key));
        if (!fact.allows.test(value)) {
            throw invalid(
                    "trainingFacts." + key, "%s is %s".formatted(key, value), "Expected: %s.".formatted(fact.expected));
        }
    }

    private static GraftException unknown(String key) {
        Fact nearest = Arrays.stream(Fact.values())
                .min(Comparator.comparingInt(fact -> distance(key, fact.key)))
                .orElseThrow();
        String known = String.join(
                ", ", Arrays.stream(Fact.values()).map(fact -> fact.key).toList());
        return invalid(
                "trainingFacts." + key,
                "\"%s\" is not a training fact".formatted(key),
                distance(key, nearest.key) < FAR
                        ? "Did you mean \"%s\"?".formatted(nearest.key)
                        : "Known facts: %s.".formatted(known));
    }

    private static GraftException invalid(String where, String message, String remedy) {
        return new GraftException(ModelError.TRAINING_FACTS_INVALID, where, message, remedy);
    }

    /** How many letters have to be changed, added or left out, upper and lower case aside. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                boolean same =
                        Character.toLowerCase(from.charAt(line - 1)) == Character.toLowerCase(to.charAt(column - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }

    @SuppressWarnings("ImmutableEnumChecker") // the predicates keep nothing
    private enum Fact {
        METHOD("method", "full, lora, rslora, dora, qlora, adapter, prefix, prompt or ia3", TrainingFacts::isMethod),
        LEARNING_RATE("learningRate", "a number above 0", TrainingFacts::isPositive),
        EPOCHS("epochs", "a number above 0", TrainingFacts::isPositive),
        STEPS("steps", "a number above 0", TrainingFacts::isPositive),
        BATCH_SIZE("batchSize", "a number above 0", TrainingFacts::isPositive),
        DATA_MIX("dataMix", "an object of shares from 0 to 1 that add up to at most 1", TrainingFacts::isMix),
        GENERAL_SHARE("generalShare", "the share of general data, from 0 to 1", TrainingFacts::isShare),
        REPLAY("replay", "true, false, or the share of replayed data from 0 to 1", TrainingFacts::isFlagOrShare),
        EWC("ewc", "true, false, or its lambda", TrainingFacts::isFlagOrPositive),
        DISTILLATION("distillation", "true, false, or the teacher's name", TrainingFacts::isFlagOrText),
        FROZEN_LAYERS("frozenLayers", "a list of layer numbers", TrainingFacts::areNumbers),
        QUANTISED_BASE("quantisedBase", "true, false, or the type, such as nf4", TrainingFacts::isFlagOrText),
        SEED("seed", "a whole number", JsonNode::isIntegralNumber),
        DATASETS("datasets", "a list of names", TrainingFacts::areTexts);

        private final String key;
        private final String expected;
        private final Predicate<JsonNode> allows;

        Fact(String key, String expected, Predicate<JsonNode> allows) {
            this.key = key;
            this.expected = expected;
            this.allows = allows;
        }

        static Optional<Fact> named(String key) {
            return Arrays.stream(values()).filter(fact -> fact.key.equals(key)).findFirst();
        }
    }

    private static boolean isMethod(JsonNode value) {
        return value.isString()
                && value.asString().matches("(?i)full|lora|rslora|dora|qlora|adapter|prefix|prompt|ia3");
    }

    private static boolean isPositive(JsonNode value) {
        return value.isNumber() && value.asDouble() > 0;
    }

    private static boolean isShare(JsonNode value) {
        return value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1;
    }

    private static boolean isFlagOrShare(JsonNode value) {
        return value.isBoolean() || isShare(value);
    }

    private static boolean isFlagOrPositive(JsonNode value) {
        return value.isBoolean() || isPositive(value);
    }

    private static boolean isFlagOrText(JsonNode value) {
        return value.isBoolean() || value.isString();
    }

    private static boolean areNumbers(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(item -> item.isIntegralNumber() && item.asLong() >= 0);
    }

    private static boolean areTexts(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }

    private static boolean isMix(JsonNode value) {
        double rounding = 1e-6;
        return value.isObject()
                && value.valueStream().allMatch(TrainingFacts::isShare)
                && value.valueStream().mapToDouble(JsonNode::asDouble).sum() <= 1 + rounding;
    }
}
