package io.graft.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The console in a real browser, on a running suite with the samples in it.
 */
class ConsoleTest extends ConsoleVisits {
    private static final String ASSISTANT = "/models/samples/assistant/versions/1";
    private static final String BOTH_SKILLS = """
            # Both skills on the base, the mood a little quieter.
            merge_method: task_arithmetic
            base_model: samples/base@1
            models:
              - model: samples/base@1+samples/sentiment@1
                parameters:
                  weight: 0.6
              - model: samples/base@1+samples/support@1
                parameters:
                  weight: 0.8
            dtype: bfloat16
            """;
    private static final String HALF_WAY_BACK = """
            merge_method: linear
            models:
              - model: samples/assistant@1
                parameters:
                  weight: 0.5
              - model: samples/base@1
                parameters:
                  weight: 0.5
            dtype: bfloat16
            """;

    @BeforeAll
    static void mergeTheSamples() throws IOException, InterruptedException {
        SampleMerge.push(Samples.base().toString(), "samples/base");
        SampleMerge.pushAdapter("sentiment", "samples/sentiment", "samples/base@1");
        SampleMerge.pushAdapter("sentiment-2", "samples/sentiment-2", "samples/base@1");
        SampleMerge.pushAdapter("support", "samples/support", "samples/base@1");
        SampleMerge.merge(BOTH_SKILLS, "samples/assistant");
        SampleMerge.merge(HALF_WAY_BACK, "samples/assistant-light");
    }

    @Test
    void theLineageGraphShowsEveryVersionAndHowItCameAbout() {
        var page = open(ASSISTANT + "/lineage");
        for (var version : List.of("base@1", "sentiment@1", "support@1", "assistant@1", "assistant-light@1")) {
            assertThat(node(page, version)).isVisible();
        }
        assertThat(page.getByText("merge 0.6", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByText("merge 0.8", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.locator(".relation-label").getByText("adapter")).hasCount(2);
        shoot(page, "lineage");
    }

    @Test
    void theLineageGraphCanBeZoomedAndWalkedThrough() {
        var page = open(ASSISTANT + "/lineage");
        var viewport = page.locator(".react-flow__viewport");
        assertThat(node(page, "base@1")).isVisible();
        var before = viewport.getAttribute("style");
        page.getByRole(AriaRole.BUTTON, named("Zoom In")).click();
        assertThat(viewport).not().hasAttribute("style", before);
        page.getByRole(AriaRole.BUTTON, named("Fit View")).click();
        node(page, "sentiment@1").focus();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/models/samples/sentiment/versions/1/lineage$"));
        assertThat(page).hasTitle("samples/sentiment@1 · Graft");
    }

    @Test
    void theLineageReadsAsATableToo() {
        var page = open(ASSISTANT + "/lineage");
        page.getByRole(AriaRole.BUTTON, named("Upstream")).click();
        page.getByRole(AriaRole.BUTTON, named("Table")).click();
        assertThat(page.getByRole(AriaRole.ROW, named("samples/assistant@1 Merged merged from samples/sentiment@1")))
                .containsText("0.6");
    }

    @Test
    void aVersionsPageSaysWhatItIsAndWhereItCameFrom() {
        var page = open(ASSISTANT);
        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
                .hasText("samples/assistant @1");
        assertThat(page.getByText("LlamaForCausalLM")).isVisible();
        assertThat(page.getByText("merge_method: task_arithmetic")).isVisible();
        assertThat(page.getByText("graft pull samples/assistant@1 ./assistant --registry " + RunningSuite.address()))
                .isVisible();
        shoot(page, "version");
        page.getByRole(AriaRole.LINK, named("Tensors")).click();
        page.getByRole(AriaRole.SEARCHBOX).fill("layers.0 q_proj");
        assertThat(page.getByRole(AriaRole.STATUS).getByText("1 tensor")).isVisible();
    }

    @Test
    void aFileOfAVersionCanBeDownloaded() {
        var page = open(ASSISTANT + "/files");
        var download = page.waitForDownload(() ->
                page.getByRole(AriaRole.LINK, named("config.json")).first().click());
        assertThat(download.suggestedFilename()).isEqualTo("config.json");
        assertThat(download.path()).content().contains("LlamaForCausalLM");
    }

    @Test
    void anAdaptersPageTellsHowItWasTrained() {
        var page = open("/models/samples/sentiment/versions/1");
        assertThat(page.getByText("Learning rate", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByText("Trained on")).containsText("samples/base@1");
    }

    @Test
    void modelsAreFoundByKindAndName() {
        var page = open("/models?kind=adapter");
        page.getByRole(AriaRole.SEARCHBOX).fill("samples/sent");
        assertThat(page.getByRole(AriaRole.LISTITEM)).hasCount(2);
        shoot(page, "models");
    }

    @Test
    void aFinishedMergeLeadsToWhatItMade() {
        var page = open("/merges?state=SUCCEEDED");
        page.getByRole(AriaRole.LINK, named("samples/assistant@1")).first().click();
        assertThat(page.getByText("Made samples/assistant@1.")).isVisible();
        shoot(page, "merge");
    }

    @Test
    void whatIsNotThereIsAProblemWithItsCode() {
        var page = open("/models/samples/nothing");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("MODEL_NOT_FOUND");
        complaints.removeIf(complaint -> complaint.contains("404"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models", "/models/samples/assistant", ASSISTANT, ASSISTANT + "/files", "/merges"})
    void everyPageFitsAPhone(String path) {
        var page = openOnAPhoneInTheDark(path);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("main .loading")).hasCount(0);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    @Test
    void theGraphWorksOnAPhoneInTheDark() {
        var page = openOnAPhoneInTheDark(ASSISTANT + "/lineage");
        assertThat(node(page, "assistant@1")).isInViewport();
        shoot(page, "lineage-phone");
    }

    private static Locator node(Page page, String version) {
        return page.locator(".node[title='samples/" + version + "']");
    }
}
