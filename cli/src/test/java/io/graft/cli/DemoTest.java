package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Folder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a newcomer sees it. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void theMainJobOnTheSamplesTwice() throws Exception {
        String story = demo();
        assertThat(story)
                .contains(
                        "samples/base@1",
                        "samples/sentiment@1",
                        "samples/sentiment-2@1",
                        "samples/support@1",
                        "samples/base-with-support@1",
                        "byte for byte");
        assertThat(digest("data/demo/downloaded")).isEqualTo(localMerge());
        assertThat(demo()).contains("samples/base-with-support@1").doesNotContain("@2");
    }

    private String demo() throws Exception {
        try (JavaProcess demo = JavaProcess.start(
                folder.resolve("demo.log"),
                Graft.class.getName(),
                "demo",
                "--once",
                "--data",
                folder + "/data",
                "--port",
                "0")) {
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            return demo.output();
        }
    }

    private Digest localMerge() {
        Path out = folder.resolve("local");
        Command merged = Command.graft("merge", "--base", Samples.base(), "--adapter", Samples.adapter("support"), out);
        assertThat(merged.exit()).as(merged.err()).isZero();
        return digest("local");
    }

    private Digest digest(String name) {
        return new Folder(folder.resolve(name)).describe().digest();
    }
}
