package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.job.Task;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/prompts")
class PromptController {
    private final Prompts prompts;
    private final Arms arms;

    PromptController(Prompts prompts, Arms arms) {
        this.prompts = prompts;
        this.arms = arms;
    }

    /**
     * What to ask whom.
     *
     * @param arms each {@code model@1}, or {@code model@1+adapter@2}
     * @param maxTokens 64 unless given
     * @param temperature 0, which takes the likeliest token, unless given
     */
    record NewPrompt(
            List<String> arms,
            String text,
            @Nullable List<String> until,
            @Nullable Integer maxTokens,
            @Nullable Double temperature,
            @Nullable Integer topK,
            @Nullable Double topP,
            @Nullable Long seed) {
        private static final int MOST_TOKENS = 4096;

        Task.Question question() {
            return new Task.Question(
                    text,
                    until == null ? List.of() : until,
                    within("maxTokens", maxTokens, 64, 1, MOST_TOKENS),
                    within("temperature", temperature, 0.0, 0.0, 100.0),
                    within("topK", topK, 0, 0, Integer.MAX_VALUE),
                    within("topP", topP, 1.0, Double.MIN_NORMAL, 1.0),
                    seed == null ? 0 : seed);
        }

        private static <T extends Comparable<T>> T within(String field, @Nullable T given, T usual, T least, T most) {
            T value = given == null ? usual : given;
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new GraftException(
                        EvaluationError.EVALUATION_SETTING_INVALID,
                        field,
                        "%s is %s".formatted(field, value),
                        "Give %s to %s.".formatted(least, most));
            }
            return value;
        }
    }

    @PostMapping
    ResponseEntity<PromptView> ask(@RequestBody NewPrompt wanted) {
        List<PinnedArm> pinned =
                Arms.require(wanted.arms().stream().map(arms::pinned).toList());
        UUID id = prompts.ask(pinned, wanted.question());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/prompts/" + id))
                .body(prompts.prompt(id));
    }

    @GetMapping("/{id}")
    PromptView show(@PathVariable UUID id) {
        return prompts.prompt(id);
    }
}
