package io.graft.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a version stores, on its page, in a real browser: kept as its recipe alone, and made again. */
class EvictionConsoleTest extends ConsoleVisits {
    private static final double PATIENCE_MILLIS = 60_000;

    @BeforeAll
    static void mergeTheSamples() throws Exception {
        Assumptions.assumeTrue(
                EvalProcess.isPossible(), "This build has no engine for this machine to prove merges with");
        SampleMerge.push(Samples.base().toString(), "heath/base");
        SampleMerge.pushAdapter("sentiment", "heath/sentiment", "heath/base@1");
        SampleMerge.merge(
                "{merge_method: linear, models: [{model: heath/base@1+heath/sentiment@1, parameters: {weight: 0.9}}]}",
                "heath/bot");
    }

    @Test
    void aVersionIsKeptAsItsRecipeAndMadeAgain() {
        var page = open("/models/heath/bot/versions/1");
        assertThat(storage(page)).containsText("Could be freed");
        page.getByRole(AriaRole.BUTTON, named("Keep the recipe alone")).click();
        storage(page).getByLabel("Why (may be left out)").fill("Nobody asks for it");
        page.getByRole(AriaRole.BUTTON, named("Evict them")).click();
        assertThat(storage(page)).containsText("Nobody asks for it. They are made again when somebody wants them.");
        shoot(page, "storage");

        page.getByRole(AriaRole.BUTTON, named("Make them again")).click();
        page.getByRole(AriaRole.BUTTON, named("Rebuild")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Keep the recipe alone")))
                .isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
    }

    @Test
    void whatCannotBeMadeAgainSaysWhyItStays() {
        var page = open("/models/heath/base/versions/1");
        assertThat(storage(page)).containsText("Shared with others");
        assertThat(storage(page).getByRole(AriaRole.BUTTON)).hasCount(0);
    }

    private static Locator storage(Page page) {
        return page.getByRole(AriaRole.REGION, named("Storage"));
    }
}
