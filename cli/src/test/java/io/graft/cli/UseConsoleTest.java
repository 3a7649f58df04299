package io.graft.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a version's page says to run, run as it is printed there, by the clients themselves. vLLM is the exception: it needs a GPU,
 * so a script of its name takes the same arguments, and does what vLLM does with them until it would serve.
 *
 * <p>Each model has a newer version than the one that is asked for, which a command without its number would get.
 */
class UseConsoleTest extends ConsoleVisits {
    private static final String BASE = "harbour/base";
    private static final String MERGED = "harbour/reviewer";
    private static final String ADAPTER = "harbour/sentiment";
    private static final String REVIEWER = """
            {merge_method: linear, models: [{model: harbour/base@1+harbour/sentiment@1, parameters: {weight: 0.9}}]}
            """;
    private static final String HALF_WAY_BACK = """
            merge_method: linear
            models:
              - {model: harbour/reviewer@1, parameters: {weight: 0.5}}
              - {model: harbour/base@1, parameters: {weight: 0.5}}
            """;
    /** Signed by the registry; it is no file of the version. */
    private static final String ONLY_GRAFT_BRINGS = "graft_provenance.intoto.jsonl";

    private static final String SAID = "<|begin|>Hello";

    private static Path bin;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeAll
    static void pushTheSamples() throws Exception {
        bin = PythonClients.bin();
        SampleMerge.push(Samples.base().toString(), BASE);
        SampleMerge.push(Samples.base().resolveSibling("base-nf4").toString(), BASE);
        SampleMerge.pushAdapter("sentiment", ADAPTER, "harbour/base@1");
        SampleMerge.pushAdapter("support", ADAPTER, "harbour/base@1");
        SampleMerge.merge(REVIEWER, MERGED);
        SampleMerge.merge(HALF_WAY_BACK, MERGED);
    }

    @BeforeEach
    void openAShell() throws IOException {
        shell = Shell.in(folder, bin);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, MERGED, ADAPTER})
    void graftHfAndCurlFetchTheSameFiles(String model) throws Exception {
        Page page = page(model);
        shell.bash(printed(page, "graft"));
        Path pulled = shell.work().resolve(model.substring(model.indexOf('/') + 1));
        Path kept = Files.move(pulled, folder.resolve("pulled"));
        Files.delete(kept.resolve(ONLY_GRAFT_BRINGS));

        shell.bash(printed(page, "curl"));
        assertThat(shell.bash(printed(page, "hf"))).contains("models--" + model.replace("/", "--"));
        assertSame(pulled, kept);
        assertSame(shell.cached(model), kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, MERGED})
    void transformersLoadsAModelAndHasItSpeak(String model) throws Exception {
        assertThat(shell.python(printed(page(model), "transformers"))).contains(SAID);
    }

    @Test
    void anAdapterSaysTheSameInTransformersAndInPeftAndNotWhatItsBaseSays() throws Exception {
        Page page = page(ADAPTER);
        String said = lastLine(shell.python(printed(page, "transformers")));
        assertThat(said).startsWith(SAID);
        assertThat(lastLine(shell.python(printed(page, "PEFT")))).isEqualTo(said);
        assertThat(lastLine(shell.python(printed(page(BASE), "transformers")))).isNotEqualTo(said);
    }

    @Test
    void anAdapterIsLoadedOnTheBaseThatItWasTrainedOn() throws Exception {
        shell.python(printed(page(ADAPTER), "PEFT"));
        assertThat(shell.cached(BASE).resolve("model.safetensors"))
                .hasSameBinaryContentAs(Samples.base().resolve("model.safetensors"));
        assertThat(shell.cached(ADAPTER).resolve("adapter_model.safetensors"))
                .hasSameBinaryContentAs(Samples.adapter("sentiment").resolve("adapter_model.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, MERGED})
    void peftBeginsAnAdapterOnAModel(String model) throws Exception {
        assertThat(shell.python(printed(page(model), "PEFT"))).containsPattern("trainable params: [1-9]");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, MERGED})
    void vllmIsGivenAModelThatItFinds(String model) throws Exception {
        assertThat(shell.bash(printed(page(model), "vLLM"))).contains(model + " says " + SAID);
    }

    @Test
    void vllmIsGivenAnAdapterInAFolderAndItsBase() throws Exception {
        assertThat(shell.bash(printed(page(ADAPTER), "vLLM")))
                .contains(BASE + " says " + SAID, "sentiment says " + SAID);
        assertThat(shell.work().resolve("sentiment-1/adapter_model.safetensors"))
                .hasSameBinaryContentAs(Samples.adapter("sentiment").resolve("adapter_model.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"graft", "hf", "transformers", "PEFT", "vLLM", "curl"})
    void theButtonCopiesWhatIsPrinted(String tool) {
        Page page = page(ADAPTER);
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        String printed = printed(page, tool);
        button(page, "Copy the command for " + tool).click();
        assertThat(use(page).getByText("Copied")).isAttached();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(printed);
    }

    @Test
    void aToolIsChosenByKeyboard() {
        Page page = page(ADAPTER);
        Locator vllm = button(page, "vLLM");
        vllm.focus();
        page.keyboard().press("Enter");
        assertThat(vllm).hasAttribute("aria-pressed", "true");
        assertThat(use(page)).containsText("HF_TOKEN");
        shoot(page, "use-version");
    }

    @Test
    void theToolsFitAPhone() {
        Page page = openOnAPhoneInTheDark(path(ADAPTER));
        assertThat(button(page, "curl")).isInViewport();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    private Page page(String model) {
        return open(path(model));
    }

    private static String path(String model) {
        return "/models/%s/versions/1".formatted(model);
    }

    private static Locator use(Page page) {
        return page.getByRole(AriaRole.REGION, named("Use this version"));
    }

    private static Locator button(Page page, String name) {
        return use(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The text of the command as the page has it, whole. */
    private static String printed(Page page, String tool) {
        button(page, tool).click();
        return use(page)
                .getByLabel("the command for " + tool, new Locator.GetByLabelOptions().setExact(true))
                .textContent();
    }

    private static String lastLine(String text) {
        return text.strip().lines().toList().getLast();
    }

    private static void assertSame(Path fetched, Path pulled) throws IOException {
        assertThat(names(fetched)).isEqualTo(names(pulled));
        for (String name : names(pulled)) {
            assertThat(fetched.resolve(name)).hasSameBinaryContentAs(pulled.resolve(name));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
