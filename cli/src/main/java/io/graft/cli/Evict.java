package io.graft.cli;

import io.graft.core.recipe.Source;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft evict}. */
@Command(
        name = "evict",
        description =
                "Keeps a merged version as its recipe alone: its weights go, and are made again, bit for bit, when somebody"
                        + " wants them.",
        footer = {
            "%nExamples:",
            "  graft evict team/support-bot@3 --dry-run      what it costs, shares and could free",
            "  graft evict team/support-bot@3"
        })
final class Evict implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@VERSION",
            converter = VersionName.class,
            description = "The version, by number or alias.")
    private Source.Registered name;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who come later.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Only say what it costs, shares and could free.")
    private boolean dryRun;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Evict(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        VersionStorage storage = registry.versionStorage();
        if (dryRun) {
            print(storage.of(name), terminal.out());
            return Exit.DONE;
        }
        VersionStorage.View done = storage.evict(name, reason);
        terminal.out()
                .println("The weights of %s go: %s stay, for its recipe to make them again"
                        .formatted(done.version(), new ByteCount(done.size() - evictedBytes(done))));
        return Exit.DONE;
    }

    private static long evictedBytes(VersionStorage.View view) {
        VersionStorage.Evicted evicted = view.evicted();
        return evicted == null ? 0 : evicted.bytes();
    }

    private static void print(VersionStorage.View view, PrintWriter out) {
        out.println(view.version());
        out.println("  size       " + new ByteCount(view.size()));
        out.println("  stored     " + new ByteCount(view.stored()));
        out.println("  shared     " + new ByteCount(view.shared()));
        out.println("  could free " + new ByteCount(view.freeable()));
        VersionStorage.Evicted evicted = view.evicted();
        if (evicted != null) {
            out.println("  evicted    %s by %s: %s".formatted(evicted.at(), evicted.actor(), evicted.reason()));
        }
        view.obstacles().forEach(obstacle -> out.println("  stays      " + obstacle.why()));
    }
}
