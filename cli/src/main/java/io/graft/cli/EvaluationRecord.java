package io.graft.cli;

import io.graft.core.score.Run;
import io.graft.eval.language.LanguageModel;
import io.graft.eval.language.ModelCard;
import io.graft.eval.language.SpecialToken;
import io.graft.eval.run.SuiteRequests;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What result files say about a run, under the names that lm-evaluation-harness uses, and more under names of our own. */
final class EvaluationRecord {
    private EvaluationRecord() {}

    static Map<String, String> arguments(ModelOptions model) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("pretrained", String.valueOf(model.model()));
        for (WeightedFolder adapter : model.adapters()) {
            arguments.merge(
                    "peft",
                    adapter.folder() + (adapter.weight() == 1 ? "" : ":" + adapter.weight()),
                    (a, b) -> a + " + " + b);
        }
        return arguments;
    }

    static Run of(
            LanguageModel model,
            Map<String, String> arguments,
            EvaluationOrder order,
            SuiteRequests questions,
            ZonedDateTime started,
            Duration took) {
        ModelCard card = model.card();
        return new Run(card.name(), "graft", started, took, config(card, arguments, order), more(model, questions));
    }

    private static Map<String, Object> config(ModelCard card, Map<String, String> arguments, EvaluationOrder order) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model", "graft");
        config.put("model_args", arguments);
        config.put("model_num_parameters", card.parameters());
        config.put("model_dtype", card.dtype());
        config.put("engine", card.engine());
        config.put("batch_size", "auto");
        Optional.ofNullable(order.limit()).ifPresent(limit -> config.put("limit", limit.doubleValue()));
        config.put("bootstrap_iters", order.bootstrap());
        config.put("gen_kwargs", Map.of());
        config.put("random_seed", 0);
        config.put("numpy_seed", 1234);
        config.put("torch_seed", 1234);
        config.put("fewshot_seed", 1234);
        return config;
    }

    private static Map<String, Object> more(LanguageModel model, SuiteRequests questions) {
        ModelCard card = model.card();
        Map<String, Object> more = new LinkedHashMap<>();
        put(more, "tokenizer_pad_token", card.pad());
        put(more, "tokenizer_eos_token", card.end());
        put(more, "tokenizer_bos_token", card.begin());
        card.end().ifPresent(end -> more.put("eot_token_id", end.id()));
        more.put("max_length", card.maxLength());
        more.put("graft_model_identity", model.identity().toString());
        more.put("graft_result_key", questions.resultKey(model.identity()).toString());
        return more;
    }

    private static void put(Map<String, Object> more, String key, Optional<SpecialToken> token) {
        token.ifPresent(known -> more.put(key, List.of(known.text(), String.valueOf(known.id()))));
    }
}
