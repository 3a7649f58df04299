package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a server that misbehaves, over a network that breaks. */
class ImportFaultsTest {
    private static final String WEIGHTS = "model.safetensors";
    private static final int SOME = 500_000;

    /** A variable that is set wherever tests run, in place of one with a token. */
    private static final String SET = "PATH";

    @TempDir
    Path folder;

    private SmallHub hub;

    @BeforeEach
    void serve() throws IOException {
        hub = new SmallHub("acme/tiny").with(Samples.base());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aBodyThatIsCutGoesOnWhereItWas() {
        hub.sends(WEIGHTS, SmallHub.cutAfter(SOME));
        assertThatItComes("faults/cut");
        SmallHub.Request last = hub.requestsFor(WEIGHTS).getLast();
        assertThat(last.range()).matches("bytes=[1-9]\\d*-");
        assertThat(last.ifRange()).startsWith("\"");
    }

    @Test
    void anImportThatIsInterruptedGoesOnInTheNext() throws Exception {
        hub.sends(WEIGHTS, SmallHub.stalledAfter(SOME));
        try (JavaProcess first = begun("faults/interrupted")) {
            first.interrupt();
            int _ = first.awaitExit();
            assertThat(first.output()).contains("error[IMPORT_STOPPED]", "it goes on where it was");
        }
        assertThatItGoesOn("faults/interrupted");
    }

    @Test
    void anImportThatIsKilledGoesOnInTheNext() throws Exception {
        hub.sends(WEIGHTS, SmallHub.stalledAfter(SOME));
        try (JavaProcess first = begun("faults/killed")) {
            first.kill();
        }
        assertThatItGoesOn("faults/killed");
    }

    @Test
    void aServerThatIgnoresRangesMakesItBeginAgain() {
        hub.sends(WEIGHTS, SmallHub.cutAfter(SOME), SmallHub::ignoringRange);
        assertThatItComes("faults/ignored");
    }

    @Test
    void aServerThatIsBusyIsAskedAgainWhenItSays() {
        hub.sends("config.json", SmallHub.status(429, "Retry-After", "2"), SmallHub.status(503));
        long before = System.nanoTime();
        assertThatItComes("faults/busy");
        assertThat(System.nanoTime() - before).isGreaterThan(2_000_000_000L);
        assertThat(hub.requestsFor("config.json")).hasSize(3);
    }

    @Test
    void wrongBytesAreRefusedWithBothDigests() throws IOException {
        hub.sends(WEIGHTS, SmallHub::wrongly);
        Command refused = imports("faults/wrong");
        assertThat(refused.exit()).isEqualTo(Exit.ENVIRONMENT);
        byte[] bytes = Files.readAllBytes(Samples.base().resolve(WEIGHTS));
        byte[] others = bytes.clone();
        others[others.length / 2] ^= 1;
        assertThat(refused.err())
                .contains(
                        "error[IMPORT_CORRUPT]",
                        WEIGHTS,
                        Digest.of(bytes).toString(),
                        Digest.of(others).toString());
        assertThatItComes("faults/wrong");
    }

    @Test
    void wrongBytesOfASmallFileAreRefusedToo() {
        hub.sends("config.json", SmallHub::wrongly);
        assertThat(imports("faults/small").err()).contains("error[IMPORT_CORRUPT]", "config.json", "git:");
    }

    @Test
    void whatAnEarlierImportLeftDamagedIsFetchedAnew() throws IOException {
        Path partial = cache().resolve("partial").resolve(Digest.of(WEIGHTS).hex());
        Files.createDirectories(partial.getParent());
        Files.write(partial, new byte[SOME]);
        assertThatItComes("faults/damaged");
    }

    @Test
    void aServerThatSendsMoreIsCutOff() {
        hub.sends(WEIGHTS, SmallHub::withMore);
        assertThat(imports("faults/more").err())
                .contains("error[IMPORT_CORRUPT]", "sends more for model.safetensors than the ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../evil.json",
                "/etc/evil.json",
                "a/../../evil.json",
                "a\\\\..\\\\evil.json",
                "C:/evil.json",
                "a//evil.json",
                "evil\\u0000.json",
                "caf\\u0065\\u0301.json"
            })
    void aPathThatCouldLeadAwayEndsIt(String path) {
        hub.listing(
                "{\"type\": \"file\", \"path\": \"%s\", \"size\": 1, \"oid\": \"%s\"}".formatted(path, "0".repeat(40)));
        Command refused = imports("faults/hostile");
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[HUB_PATH_UNSAFE]");
        assertThat(hub.downloads()).isZero();
    }

    @Test
    void aFileThatNothingVerifiesEndsIt() {
        hub.listing("{\"type\": \"file\", \"path\": \"a.json\", \"size\": 1}");
        assertThat(imports("faults/unverified").err()).contains("error[HUB_ANSWER_UNREADABLE]", "a.json");
    }

    @Test
    void theTokenIsForTheEndpointAlone() {
        Command imported = imports("faults/token", "--token-env", SET);
        assertThat(imported.exit()).as(imported.err()).isZero();
        String token = "Bearer " + System.getenv(SET);
        assertThat(hub.requests())
                .anyMatch(SmallHub.Request::ofStorage)
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo(request.ofStorage() ? "" : token));
    }

    @Test
    void noTokenGoesToAServerThatOnlyTheCommandLineNames() {
        assertThatItComes("faults/anonymous");
        assertThat(hub.requests())
                .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
        assertThat(imports("faults/anonymous", "--token-env", "GRAFT_NO_SUCH_VARIABLE")
                        .err())
                .contains("error[HUB_TOKEN_MISSING]", "GRAFT_NO_SUCH_VARIABLE");
    }

    @Test
    void picklesAndOtherFormatsAreLeftOutBesideSafetensors() throws IOException {
        hub.with(".gitattributes", "*.bin")
                .with("pytorch_model.bin", "pickle")
                .with("onnx/model.onnx", "onnx")
                .with("a picture.png", "png");
        Command imported = imports("faults/formats");
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.err())
                .contains(
                        "left out, as it is hidden: .gitattributes",
                        "left out, as it can execute code when it is loaded: pytorch_model.bin",
                        "left out, as it is in a format that Graft does not keep: onnx/model.onnx",
                        "left out, as it has a name that Graft does not keep: a picture.png");
        assertThat(new Folder(cache().resolve("files")).describe()).isEqualTo(new Folder(Samples.base()).describe());
    }

    @Test
    void picklesAloneAreRefused() {
        hub.without(WEIGHTS).with("pytorch_model.bin", "pickle");
        Command refused = imports("faults/pickles");
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[IMPORT_ONLY_PICKLES]", "pytorch_model.bin", "safetensors");
        assertThat(hub.downloads()).isZero();
    }

    @Test
    void whoSendsTheImportAwayAndBackSeesNoToken() {
        hub.sends(WEIGHTS, SmallHub.status(302, "Location", hub.address() + "/acme/tiny/resolve/none/back"));
        assertThat(imports("faults/back", "--token-env", SET).err()).contains("error[HUB_NOT_FOUND]");
        assertThat(hub.requestsFor("back")).singleElement().satisfies(request -> assertThat(request.authorization())
                .isEmpty());
    }

    @Test
    void aServerThatIsNotThereIsSaidAtOnce() {
        Command alone = graft(
                "import",
                "hf://acme/tiny",
                "--endpoint",
                "http://localhost:1",
                "--registry",
                RunningSuite.address(),
                "--cache",
                folder);
        assertThat(alone.exit()).isEqualTo(Exit.ENVIRONMENT);
        assertThat(alone.err()).contains("error[HUB_FAILED]", "No server answers at http://localhost:1");
    }

    @Test
    void twoImportsOfTheSameAtOnceAreOneTooMany() throws IOException {
        try (HubCache _ = HubCache.claim(cache())) {
            assertThat(imports("faults/twice").err()).contains("error[IMPORT_RUNNING]");
        }
    }

    @Test
    void aServerThatIsNoHubIsSaid() {
        hub.listing("7");
        assertThat(imports("faults/odd").err()).contains("error[HUB_PATH_UNSAFE]");
        Command nowhere = graft("import", "hf://acme/tiny", "--endpoint", "ftp://localhost");
        assertThat(nowhere.err()).contains("error[HUB_ENDPOINT_MALFORMED]");
    }

    /** In a process of its own, with the weights half here. */
    private JavaProcess begun(String model) throws IOException, InterruptedException {
        JavaProcess process = JavaProcess.start(folder.resolve("import.log"), Graft.class.getName(), words(model));
        awaitPartial();
        return process;
    }

    private void assertThatItGoesOn(String model) {
        Command second = imports(model);
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.err()).contains("going on where an earlier import stopped: ");
        assertThat(hub.requestsFor(WEIGHTS).getLast().range()).isEqualTo("bytes=%d-".formatted(SOME));
    }

    private void assertThatItComes(String model) {
        Command imported = imports(model);
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.out())
                .startsWith(model + "@1 is READY")
                .contains(new Folder(Samples.base()).describe().digest().toString());
    }

    private Command imports(String model, String... more) {
        List<Object> all = new ArrayList<>(List.of((Object[]) words(model)));
        all.addAll(List.of(more));
        return graft(all.toArray());
    }

    private String[] words(String model) {
        return new String[] {
            "import",
            "hf://acme/tiny",
            "--as",
            model,
            "--endpoint",
            hub.address(),
            "--registry",
            RunningSuite.address(),
            "--cache",
            folder.resolve("cache").toString()
        };
    }

    private Path cache() {
        return folder.resolve("cache")
                .resolve(hub.address().replace("http://", "").replace(':', '_'))
                .resolve("acme/tiny")
                .resolve(SmallHub.COMMIT);
    }

    private void awaitPartial() throws IOException, InterruptedException {
        Path partial = cache().resolve("partial").resolve(Digest.of(WEIGHTS).hex());
        for (int tries = 0; !Files.exists(partial) || Files.size(partial) < SOME; tries++) {
            assertThat(tries).as("tries until %s came", partial).isLessThan(600);
            Thread.sleep(100);
        }
    }
}
