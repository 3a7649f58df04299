package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a release asks of a person can be done in a terminal. */
class ReleaseCommandsTest {
    private static final GeneratedModel TINY = new GeneratedModel(1, 16);
    private static final String RULE = """
            name: terminal/%1$s
            when: {released: terminal/line}
            then:
              merge: |
                merge_method: linear
                models:
                  - {model: terminal/base@1, parameters: {weight: 0.5}}
                  - {model: "${released}", parameters: {weight: 0.5}}
              into: terminal/%1$s-bot
              gate: terminal/%2$s@1
              alias: production
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void modelsAndGates() throws IOException {
        push("terminal/base", "base");
        push("terminal/line", "first");
        push("terminal/line", "second");
        Path gates = write("gates.yml", """
                name: terminal/small
                conditions: [size: {atMost: 1 MB}]
                ---
                name: terminal/asked
                conditions: [approval: {role: owner}]
                """);
        assertThat(run("gates", "apply", "-f", gates).out()).contains("terminal/small@1", "terminal/asked@1");
    }

    @Test
    void rulesAreShownBeforeTheyAreWrittenAndTheSameAgainIsNothing() throws IOException {
        Path file = write("idle.yml", RULE.formatted("idle", "small").replace("terminal/line", "terminal/nobody"));

        assertThat(run("rules", "apply", "-f", file, "--dry-run").out()).startsWith("+ terminal/idle");
        assertThat(graft("rules", "show", "terminal/idle", "--registry", RunningSuite.address())
                        .exit())
                .isEqualTo(Exit.REFUSED);
        assertThat(run("rules", "apply", "-f", file).out()).startsWith("+ terminal/idle");
        assertThat(run("rules", "apply", "-f", file).out()).startsWith("= terminal/idle");
        assertThat(run("rules", "show", "terminal/idle").out()).isEqualTo(Files.readString(file));
        Files.writeString(file, Files.readString(file).replace("alias: production", "alias: champion"));
        assertThat(run("rules", "apply", "-f", file).out())
                .startsWith("~ terminal/idle@1")
                .contains("    -   alias: production", "    +   alias: champion");
        assertThat(run("rules", "list").out()).contains("terminal/idle@2");
    }

    @Test
    void whatCannotBeWrittenIsNamedWithTheLineOfTheFile() throws IOException {
        Path file = write(
                "wrong.yml",
                "# ours\n---\n" + RULE.formatted("wrong", "small").replace("alias: production", "aliass: x"));
        Command refused = graft("rules", "apply", "-f", file, "--registry", RunningSuite.address());

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("wrong.yml:13", "aliass");
        Path circle =
                write("circle.yml", RULE.formatted("circle", "small").replace("terminal/circle-bot", "terminal/line"));
        assertThat(graft("rules", "apply", "-f", circle, "--dry-run", "--registry", RunningSuite.address())
                        .err())
                .contains("error[");
        Path nameless = write("nameless.yml", "then: {}\n");
        assertThat(graft("rules", "apply", "-f", nameless).err())
                .contains("error[DOCUMENT_NAMELESS]", "nameless.yml:1");
    }

    @Test
    void anAliasSaysWhyItStandsWhereItDoesAndGoesBack() throws IOException {
        Path file = write("go.yml", RULE.formatted("go", "small") + "---\n" + RULE.formatted("slow", "asked"));
        run("rules", "apply", "-f", file);
        assertThat(run("release", "terminal/line@1").out()).contains("RELEASED", "WAITING");
        approve();
        assertThat(run("release", "terminal/line@2").out()).contains("RELEASED");
        assertThat(run("why", "terminal/slow-bot@production").out()).contains("Looked at it");

        assertThat(run("why", "terminal/go-bot@production").out())
                .startsWith("terminal/go-bot@production is version 2")
                .contains("terminal/go@1, as terminal/line@2 was released")
                .contains("gate    terminal/small@1 says PASS")
                .contains("from    base     terminal/line@2")
                .contains("before  step 1");
        assertThat(run("rollback", "terminal/go-bot@production", "--reason", "Rude answers")
                        .out())
                .startsWith("terminal/go-bot@production stands at version 1 again; before it stood at 2");
        assertThat(run("why", "terminal/go-bot@production").out()).contains("(rollback)", "Rude answers");
    }

    private static void approve() {
        Matcher waiting = Pattern.compile("(\\S+)  WAITING +terminal/slow@")
                .matcher(run("runs", "list", "--state", "waiting").out());
        assertThat(waiting.find()).isTrue();
        run("runs", "approve", waiting.group(1), "--reason", "Looked at it");
        assertThat(run("runs", "show", waiting.group(1)).out()).contains("RELEASED");
    }

    private static void push(String model, String content) throws IOException {
        run("push", TINY.base(folder.resolve(content)), model);
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What a command says that succeeds. */
    private static Command run(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--registry";
        all[words.length + 1] = RunningSuite.address();
        Command done = graft(all);
        assertThat(done.err()).doesNotContain("error[");
        return done;
    }
}
