package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of a registry is checked on a machine that has none. */
class VerifyTest {
    private static final String REGISTRY = RunningSuite.address();

    @TempDir
    Path folder;

    private Path pulled;
    private Path keys;

    @BeforeEach
    void aMergePulledFromTheRegistry() throws IOException {
        graft("push", Samples.base(), "verify/base", "--registry", REGISTRY);
        graft(
                "push",
                Samples.adapter("sentiment"),
                "verify/sentiment",
                "--base",
                "verify/base@1",
                "--registry",
                REGISTRY);
        Path recipe = Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: linear
                models:
                  - model: verify/base@1+verify/sentiment@1
                dtype: float32
                """);
        Command merged = graft("merge", recipe, "--into", "verify/merged", "--registry", REGISTRY);
        assertThat(merged.exit()).as(merged.err()).isZero();
        pulled = folder.resolve("pulled");
        graft("pull", "verify/merged@latest", pulled, "--registry", REGISTRY);
        keys = Files.writeString(
                folder.resolve("registry.pem"),
                graft("keys", "--registry", REGISTRY).out());
    }

    @Test
    void whatWasPulledIsWhatWasSigned() {
        Command verified = graft("verify", pulled, "--keys", keys);

        assertThat(verified.exit()).as(verified.err() + verified.out()).isZero();
        assertThat(verified.out())
                .contains("files are as they were signed on", "by merge ", "linear", "from   verify/sentiment@1");
    }

    @Test
    void oneBitOfTheWeightsIsFound() throws IOException {
        Path weights = pulled.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 8;
        Files.write(weights, bytes);
        Command refused = graft("verify", pulled, "--keys", keys);

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.out()).contains("error[ATTESTED_FILE_DIFFERS]", "model.safetensors", "the tensor ");
    }

    @Test
    void oneBitOfTheSignedStatementIsFound() throws IOException {
        Path attestation = pulled.resolve(Folder.ATTESTATION);
        String signed = Files.readString(attestation);
        int middle = signed.indexOf("payload\":\"") + 2000;
        char other = signed.charAt(middle) == 'A' ? 'B' : 'A';
        Files.writeString(attestation, signed.substring(0, middle) + other + signed.substring(middle + 1));
        Command refused = graft("verify", pulled, "--keys", keys);

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[ATTESTATION_SIGNATURE_WRONG]");
    }

    @Test
    void theAttestationIsNoFileOfTheVersion() {
        Command pushed = graft("push", pulled, "verify/again", "--registry", REGISTRY);

        assertThat(pushed.exit()).as(pushed.err()).isZero();
    }
}
