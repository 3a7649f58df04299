package io.graft.cli;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** This machine's Chromium. Where there is none and none can be had, tests that ask for it are skipped and say so. */
final class Chromium implements AutoCloseable {
    private static final Path PACKAGE =
            Path.of("../gateway/src/main/console/node_modules/playwright-core").toAbsolutePath();

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) throws IOException {
        System.setProperty("playwright.cli.dir", driver().toString());
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", "node")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")));
    }

    static Chromium open() throws IOException {
        var executable = find().or(Chromium::install);
        Assumptions.assumeTrue(
                executable.isPresent(),
                "No Chromium on this machine: install it (apt-get install chromium) or name it in GRAFT_CHROMIUM");
        Assumptions.assumeTrue(
                Files.isDirectory(PACKAGE), "The console's packages are not installed: build the gateway module");
        return new Chromium(executable.orElseThrow());
    }

    /** A page in a window of its own. */
    Page page(int width, int height, ColorScheme colors) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setDeviceScaleFactor(2)
                        .setColorScheme(colors))
                .newPage();
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> find() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("GRAFT_CHROMIUM")),
                        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** In a container, where the tests are root and everything is thrown away afterwards. */
    private static Optional<Path> install() {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return Optional.empty();
        }
        run("apt-get", "update", "-qq");
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
        return find();
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/chromium-install.log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The folder that Playwright's Java half expects its other half in. */
    private static Path driver() throws IOException {
        var driver = Files.createDirectories(Path.of("target/playwright").toAbsolutePath());
        var link = driver.resolve("package");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, PACKAGE.normalize());
        return driver;
    }
}
