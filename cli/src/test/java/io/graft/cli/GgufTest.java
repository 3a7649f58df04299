package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft gguf}: there and back. */
class GgufTest {
    @TempDir
    Path folder;

    @Test
    void aModelIsExportedShownAndImported() {
        Command exported = graft("gguf", "export", Samples.base().toString(), "--type", "q8_0", "--out", at("m.gguf"));
        Command shown = graft("gguf", "show", at("m.gguf"));
        Command imported = graft("gguf", "import", at("m.gguf"), "--out", at("back"), "--dtype", "bfloat16");

        assertThat(exported.out()).contains("holds 9 x F32, 30 x Q8_0");
        assertThat(shown.out())
                .contains("GGUF version 3", "39 tensors", "1024 x STRING: [<|begin|>")
                .containsPattern("blk\\.0\\.attn_k\\.weight +Q8_0 +\\[64, 128]");
        assertThat(imported.out()).contains("holds 39 tensors of bfloat16", "The tokenizer is left out");
        try (Checkpoint back = Checkpoint.open(folder.resolve("back"))) {
            assertThat(back.config().modelType()).contains("llama");
        }
    }

    @Test
    void programsReadTheListing() {
        graft("gguf", "export", Samples.base().toString(), "--type", "bf16", "--out", at("m.gguf"));
        JsonNode listing = JsonMapper.shared()
                .readTree(graft("gguf", "show", at("m.gguf"), "--json").out());

        assertThat(listing.path("metadata").path("llama.rope.freq_base").doubleValue())
                .isEqualTo(10_000);
        assertThat(listing.path("metadata").path("tokenizer.ggml.tokens")).hasSize(1024);
        assertThat(listing.path("tensors")).hasSize(39);
    }

    @Test
    void aTypeThatIsOnlyReadIsRefused() {
        Command refused = graft("gguf", "export", Samples.base().toString(), "--type", "q6_k", "--out", at("m.gguf"));

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[BLOCK_TYPE_NOT_WRITABLE]");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
