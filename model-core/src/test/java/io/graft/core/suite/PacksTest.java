package io.graft.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data as it is published is a suite as it is. */
class PacksTest {
    private final Map<String, byte[]> files = new HashMap<>();

    @Test
    void mmluIsReadAsItIs() {
        put("data/test/world_history_test.csv", "\"Who, then?\",One,Two,Three,4,B\nWhat?,1,2,3,4,D\n");
        put("data/dev/world_history_dev.csv", "a?,1,2,3,4,A\nb?,1,2,3,4,B\nc?,1,2,3,4,C\nd?,1,2,3,4,D\ne?,1,2,3,4,A\n");
        put("data/val/world_history_val.csv", "unused?,1,2,3,4,A\n");
        Item item = onlyTask("mmlu_world_history").items().getFirst();
        assertThat(item.target()).isEqualTo(new Target.Choices(List.of(1)));
        assertThat(item.requests()).hasSize(4);
        assertThat(((Request.Likelihood) item.requests().getFirst()).context())
                .startsWith("The following are multiple choice questions (with answers) about world history.")
                .contains("\n\na?\nA. 1\nB. 2\nC. 3\nD. 4\nAnswer: A\n\nb?\n")
                .endsWith("Answer: A\n\nWho, then?\nA. One\nB. Two\nC. Three\nD. 4\nAnswer:");
    }

    @Test
    void ceval() {
        put("val/law_val.csv", "id,question,A,B,C,D,answer\n0,问题是什么？,甲,乙,丙,丁,C\n");
        put("test/law_test.csv", "id,question,A,B,C,D\n0,没有答案？,甲,乙,丙,丁\n");
        Item item = onlyTask("ceval_law").items().getFirst();
        assertThat(item.target()).isEqualTo(new Target.Choices(List.of(2)));
        assertThat(((Request.Likelihood) item.requests().getFirst()).context())
                .isEqualTo("以下是中国关于law的单项选择题，请选出其中的正确答案。\n\n问题是什么？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案：");
    }

    @Test
    void bigBenchWithChoicesAndWithTexts() {
        put("bench/riddles/task.json", """
                {"name": "riddles", "task_prefix": "Solve.", "examples": [
                  {"input": "What has keys?", "target_scores": {"a cat": 0, "a piano": 1}}]}
                """);
        put("bench/words/task.json", "{\"examples\": [{\"input\": \"Say hi\", \"target\": [\"hi\", \"hello\"]}]}");
        Suite suite = Suite.parse(files);
        Item riddle = suite.named("bigbench_riddles").getFirst().items().getFirst();
        assertThat(riddle.choices()).containsExactly("a cat", "a piano");
        assertThat(riddle.target()).isEqualTo(new Target.Choices(List.of(1)));
        assertThat(riddle.requests().getFirst())
                .isEqualTo(new Request.Likelihood(
                        "Solve.\nQ: What has keys?\n  choice: a cat\n  choice: a piano\nA: ", "a cat"));
        Item word = suite.named("bigbench_words").getFirst().items().getFirst();
        assertThat(word.target()).isEqualTo(new Target.Texts(List.of("hi", "hello"), true));
    }

    private SuiteTask onlyTask(String name) {
        Suite suite = Suite.parse(files);
        assertThat(suite.tasks()).extracting(task -> task.spec().name()).containsExactly(name);
        return suite.tasks().getFirst();
    }

    private void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
