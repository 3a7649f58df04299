package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushAndPullTest {
    @TempDir
    Path folder;

    @Test
    void whatWasPushedComesBackByteForByte() {
        Command pushed = push(Samples.base(), "push/base");
        assertThat(pushed.exit()).as(pushed.err()).isZero();
        assertThat(pushed.out()).startsWith("push/base@1 is READY  sha256:");
        Command pulled =
                graft("pull", "push/base@latest", folder.resolve("copy"), "--registry", RunningSuite.address());
        assertThat(pulled.exit()).as(pulled.err()).isZero();
        assertThat(new Folder(folder.resolve("copy")).describe()).isEqualTo(new Folder(Samples.base()).describe());
    }

    @Test
    void pushingTheSameAgainMakesNoNewVersion() {
        assertThat(push(Samples.base(), "push/again").out())
                .isEqualTo(push(Samples.base(), "push/again").out());
    }

    @Test
    void anAdapterIsKnownByItsConfigAndPinnedToItsBase() {
        push(Samples.base(), "push/pinned");
        Command pushed = push(Samples.adapter("sentiment"), "push/sentiment", "--base", "push/pinned@1");
        assertThat(pushed.exit()).as(pushed.err()).isZero();
        assertThat(pushed.out()).startsWith("push/sentiment@1 is READY");
    }

    @Test
    void anAdapterWithoutItsBaseIsRefused() {
        Command refused = push(Samples.adapter("sentiment"), "push/stray");
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[BASE_MISSING]", "  fix    ");
    }

    @Test
    void brokenWeightsAreRejectedWithWhatIsWrong() throws IOException {
        Files.copy(Samples.base().resolve("config.json"), folder.resolve("config.json"));
        Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3});
        Command rejected = push(folder, "push/broken");
        assertThat(rejected.exit()).isEqualTo(Exit.REFUSED);
        assertThat(rejected.out()).startsWith("push/broken@1 is REJECTED");
        assertThat(rejected.err()).contains("error[", "model.safetensors");
    }

    @Test
    void aPullGoesOnWhereItStoppedAndTouchesNothingForeign() throws IOException {
        push(Samples.base(), "push/resumed");
        graft("pull", "push/resumed@1", folder, "--registry", RunningSuite.address());
        Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("config.json"), "{}");
        Command refused = graft("pull", "push/resumed@1", folder, "--registry", RunningSuite.address());
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[OUTPUT_EXISTS]", "config.json");
        assertThat(folder.resolve("config.json")).hasContent("{}");
        Command forced = graft("pull", "push/resumed@1", folder, "--force", "--registry", RunningSuite.address());
        assertThat(forced.exit()).as(forced.err()).isZero();
        assertThat(new Folder(folder).describe()).isEqualTo(new Folder(Samples.base()).describe());
    }

    @Test
    void tagsComeOnAndOff() {
        push(Samples.base(), "push/tagged");
        String registry = RunningSuite.address();

        assertThat(graft("tag", "push/tagged", "license=mit", "task=none", "--registry", registry)
                        .out())
                .contains("license=mit", "task=none");
        assertThat(graft("tag", "push/tagged", "task-", "--registry", registry).out())
                .contains("license=mit")
                .doesNotContain("task");
        assertThat(graft("tag", "push/tagged", "nonsense", "--registry", registry)
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aVersionThatIsNotThereIsNamed() {
        Command missing = graft("pull", "push/nowhere@7", folder, "--registry", RunningSuite.address());
        assertThat(missing.exit()).isEqualTo(Exit.REFUSED);
        assertThat(missing.err()).contains("_NOT_FOUND]", "push/nowhere");
    }

    @Test
    void aRegistryThatIsNotThereIsSaidAtOnce() {
        Command alone = graft("pull", "a/b@1", folder, "--registry", "http://localhost:1");
        assertThat(alone.exit()).isEqualTo(Exit.ENVIRONMENT);
        assertThat(alone.err()).contains("error[REGISTRY_UNREACHABLE]", "http://localhost:1", "graft up");
    }

    @Test
    void trainingFactsThatAreNoJsonAreRefused() throws IOException {
        Path facts = Files.writeString(folder.resolve("facts.json"), "epochs: 3");
        Command refused = push(Samples.adapter("support"), "push/facts", "--training-facts", facts.toString());
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[TRAINING_FACTS_UNREADABLE]", "facts.json");
    }

    private static Command push(Path from, String model, String... more) {
        Object[] arguments = new Object[more.length + 5];
        arguments[0] = "push";
        arguments[1] = from;
        arguments[2] = model;
        arguments[3] = "--registry";
        arguments[4] = RunningSuite.address();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return graft(arguments);
    }
}
