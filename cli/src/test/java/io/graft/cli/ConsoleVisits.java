package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Visits to the console of the running suite in a real browser; whatever a page complains about fails the test.
 * {@code -Dgraft.screenshots=../docs/screenshots} renews the pictures in the documentation.
 */
abstract class ConsoleVisits {
    private static final Path SCREENSHOTS = Path.of(System.getProperty("graft.screenshots", "target/screenshots"));

    private static Chromium chromium;

    final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void openTheBrowser() throws IOException {
        chromium = Chromium.open();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        assertThat(complaints).isEmpty();
    }

    final Page open(String path) {
        return open(path, 1280, 860, ColorScheme.LIGHT);
    }

    final Page openInTheDark(String path) {
        return open(path, 1280, 860, ColorScheme.DARK);
    }

    final Page openOnAPhoneInTheDark(String path) {
        return open(path, 360, 740, ColorScheme.DARK);
    }

    private Page open(String path, int width, int height, ColorScheme colors) {
        var page = chromium.page(width, height, colors);
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(RunningSuite.address() + path);
        return page;
    }

    static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }

    static void shoot(Page page, String name) {
        page.screenshot(picture(name));
    }

    /** With what has to be scrolled to. */
    static void shootWhole(Page page, String name) {
        page.evaluate("scrollTo(0, 0)");
        page.screenshot(picture(name).setFullPage(true));
    }

    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png"));
    }
}
