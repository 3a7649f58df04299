package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** From a registry that speaks the Hub's protocol into a registry. */
class ImportTest {
    @TempDir
    Path folder;

    @Test
    void aModelComesAsItIsWithWhereItCameFrom() {
        push(Samples.base(), "import/origin");
        Command imported = imports("hf://import/origin@1", "--as", "import/copy");
        assertThat(imported.exit()).as(imported.err()).isZero();
        String digest = new Folder(Samples.base()).describe().digest().toString();
        assertThat(imported.out()).isEqualToIgnoringNewLines("import/copy@1 is READY  " + digest);
        assertThat(tagsOf("import/copy"))
                .contains("hf.repo=import/origin", "hf.commit=" + digest.substring("sha256:".length(), 47));
    }

    @Test
    void anAdapterIsOnTheOnlyVersionOfTheModelThatItNames() throws IOException {
        push(Samples.base(), "import/named");
        push(trainedOn("import/named"), "import/tuned", "--base", "import/named@1");
        Command imported = imports("hf://import/tuned", "--as", "import/tuned-copy");
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(graft("impact", "import/named@1", "--registry", RunningSuite.address())
                        .out())
                .contains("import/tuned-copy@1");
    }

    @Test
    void anAdapterIsOnTheModelThatWasImportedFromWhatItNames() throws IOException {
        try (SmallHub hub = new SmallHub("acme/tiny").with(Samples.base())) {
            assertThat(imports(hub, "hf://acme/tiny", "--as", "import/tiny").exit())
                    .isZero();
        }
        try (SmallHub hub = new SmallHub("acme/tuned").with(trainedOn("acme/tiny"))) {
            Command imported = imports(hub, "hf://acme/tuned", "--as", "import/tiny-tuned");
            assertThat(imported.exit()).as(imported.err()).isZero();
        }
        assertThat(graft("impact", "import/tiny@1", "--registry", RunningSuite.address())
                        .out())
                .contains("import/tiny-tuned@1");
    }

    @Test
    void anAdapterWhoseBaseCouldBeSeveralIsRefusedUntilSomebodySaysWhich() throws IOException {
        push(Samples.base(), "import/twice");
        assertThat(imports("hf://import/twice", "--as", "import/twice-copy").exit())
                .isZero();
        try (SmallHub hub = new SmallHub("acme/torn").with(trainedOn("import/twice"))) {
            Command refused = imports(hub, "hf://acme/torn", "--as", "import/torn");
            assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
            assertThat(refused.err())
                    .contains(
                            "error[IMPORT_BASE_AMBIGUOUS]",
                            "import/twice@1",
                            "import/twice-copy@1",
                            "--base namespace/name@version");
            assertThat(hub.requestsFor("adapter_model.safetensors")).isEmpty();
            Command said = imports(hub, "hf://acme/torn", "--as", "import/torn", "--base", "import/twice-copy@1");
            assertThat(said.exit()).as(said.err()).isZero();
        }
    }

    @Test
    void anAdapterWhoseBaseIsNotThereIsRefusedBeforeItsWeightsCome() throws IOException {
        try (SmallHub hub = new SmallHub("acme/stray").with(trainedOn("acme/nowhere"))) {
            Command refused = imports(hub, "hf://acme/stray", "--as", "import/stray");
            assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
            assertThat(refused.err())
                    .contains("error[IMPORT_BASE_UNKNOWN]", "acme/nowhere", "graft import hf://acme/nowhere", "--base");
            assertThat(hub.requestsFor("adapter_model.safetensors")).isEmpty();
        }
    }

    @Test
    void wholeWeightsNeedTheBaseOfTheirCardUnlessSomebodyDoesWithout() throws IOException {
        try (SmallHub hub = new SmallHub("acme/chat")
                .with(Samples.base())
                .with("README.md", "---\nbase_model: acme/before\nbase_model_relation: finetune\n---\n# Chat\n")) {
            assertThat(imports(hub, "hf://acme/chat", "--as", "import/chat").err())
                    .contains("error[IMPORT_BASE_UNKNOWN]", "acme/before");
            Command without = imports(hub, "hf://acme/chat", "--as", "import/chat", "--no-base");
            assertThat(without.exit()).as(without.err()).isZero();
        }
    }

    @Test
    void aMergeIsKnownByItsCard() throws Exception {
        try (SmallHub hub = new SmallHub("acme/soup")
                .with(Samples.base())
                .with("README.md", "---\nbase_model:\n- acme/a\n- acme/b\ntags:\n- merge\n---\n")) {
            assertThat(imports(hub, "hf://acme/soup", "--as", "import/soup", "--base", "acme/a@1")
                            .err())
                    .contains("error[IMPORT_BASE_UNEXPECTED]");
            Command imported = imports(hub, "hf://acme/soup", "--as", "import/soup");
            assertThat(imported.exit()).as(imported.err()).isZero();
            assertThat(imported.err()).contains("merged from acme/a, acme/b");
        }
        assertThat(new Catalogue(new RegistryConnection(URI.create(RunningSuite.address()))).models())
                .anySatisfy(
                        model -> assertThat(model.model() + " " + model.kind()).isEqualTo("import/soup merged"));
    }

    @Test
    void theSameCommitAgainMovesNothing() throws IOException {
        try (SmallHub hub = new SmallHub("acme/same").with(Samples.base())) {
            Command first = imports(hub, "hf://acme/same", "--as", "import/same");
            long downloads = hub.downloads();
            Command second = imports(hub, "hf://acme/same", "--as", "import/same");
            assertThat(second.out()).isEqualTo(first.out()).startsWith("import/same@1 is READY");
            assertThat(hub.downloads()).isEqualTo(downloads);
            assertThat(second.err())
                    .contains("all of it is here from an earlier import")
                    .doesNotContain("fetching", "uploading");
        }
    }

    @Test
    void whatTheRegistryHasIsFetchedButNotSentAgain() throws IOException {
        push(Samples.base(), "import/stored");
        try (SmallHub hub = new SmallHub("acme/stored").with(Samples.base())) {
            Command imported = imports(hub, "hf://acme/stored", "--as", "import/stored");
            assertThat(imported.out()).startsWith("import/stored@1 is READY");
            assertThat(imported.err()).contains("fetching").doesNotContain("uploading");
        }
    }

    @Test
    void aModelThatCameFromElsewhereIsLeftAlone() throws IOException {
        try (SmallHub hub = new SmallHub("acme/first").with(Samples.base())) {
            assertThat(imports(hub, "hf://acme/first", "--as", "import/taken").exit())
                    .isZero();
        }
        try (SmallHub hub = new SmallHub("acme/second").with(Samples.base())) {
            assertThat(imports(hub, "hf://acme/second", "--as", "import/taken").err())
                    .contains("error[IMPORT_ORIGIN_DIFFERS]", "acme/first", "--as");
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        Command missing = imports("hf://import/nothing-here");
        assertThat(missing.exit()).isEqualTo(Exit.REFUSED);
        assertThat(missing.err()).contains("error[HUB_NOT_FOUND]", "import/nothing-here");
        assertThat(imports("https://huggingface.co/acme/tiny").exit()).isEqualTo(Exit.USAGE);
        assertThat(imports("hf://acme/..").exit()).isEqualTo(Exit.USAGE);
        assertThat(imports("hf://tiny").err()).contains("error[IMPORT_NAMELESS]", "--as namespace/tiny");
    }

    private Command imports(String source, String... more) {
        return importsFrom(RunningSuite.address(), source, more);
    }

    private Command imports(SmallHub hub, String source, String... more) {
        return importsFrom(hub.address(), source, more);
    }

    private Command importsFrom(String endpoint, String source, String... more) {
        List<Object> words = new ArrayList<>(List.of("import", source, "--endpoint", endpoint));
        words.addAll(List.of("--registry", RunningSuite.address(), "--cache", folder.resolve("cache")));
        words.addAll(List.of(more));
        return graft(words.toArray());
    }

    /** An adapter that calls its base so. */
    private Path trainedOn(String base) throws IOException {
        Path adapter = folder.resolve("adapter");
        FileSystemUtils.copyRecursively(Samples.adapter("sentiment"), adapter);
        Path config = adapter.resolve("adapter_config.json");
        Files.writeString(config, Files.readString(config).replace("graft-samples/base", base));
        return adapter;
    }

    private static void push(Path from, String model, String... more) {
        List<Object> words = new ArrayList<>(List.of("push", from, model, "--registry", RunningSuite.address()));
        words.addAll(List.of(more));
        Command pushed = graft(words.toArray());
        assertThat(pushed.exit()).as(pushed.err()).isZero();
    }

    private static String tagsOf(String model) {
        return graft("tag", model, "seen=yes", "--registry", RunningSuite.address())
                .out();
    }
}
