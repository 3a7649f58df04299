package io.graft.registry.client;

import static org.junit.jupiter.api.Assumptions.abort;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Hub's own client for JavaScript, and its command, fetched once. Tests that need it skip with a message where it cannot be
 * had.
 */
final class Node {
    private static final String HUB = "@huggingface/hub@2.17.5";
    private static final String PLACE = "node_modules/@huggingface/hub/dist/";
    private static final JsonMapper JSON = new JsonMapper();
    /** What every script begins with behind that, so that it reads as somebody's own. */
    private static final String PRELUDE = """
            const hubUrl = process.env.HF_ENDPOINT, accessToken = process.env.HF_TOKEN, repo = process.env.REPO;
            const here = { hubUrl, accessToken, repo };
            const say = what => console.log(JSON.stringify(what));
            const all = async entries => { const list = []; for await (const each of entries) list.push(each); return list; };
            const refusal = async call => { try { await call(); return null; } catch (e) { return { status: e.statusCode, message: e.message }; } };
            """;

    private final Path folder;

    private Node(Path folder) {
        this.folder = folder;
    }

    static synchronized Node withHub() {
        Tool.require("node", "Install Node.js 20 or newer.");
        Tool.require("npm", "Install npm.");
        Node node = new Node(Tool.cache().resolve("npm-" + Digest.of(HUB).hex().substring(0, 12)));
        if (Files.notExists(node.folder.resolve("complete"))) {
            node.install();
        }
        return node;
    }

    private void install() {
        try {
            Files.createDirectories(folder);
            Tool.Run installed = Tool.run(
                    folder, Map.of(), List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", HUB));
            if (!installed.succeeded()) {
                abort("JavaScript's client cannot be installed here: " + installed.output());
            }
            Files.createFile(folder.resolve("complete"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script, which has the client as {@code hub}, and where to go with it as {@code here}. */
    Tool.Run run(Session session, String script) {
        String client = "import * as hub from '%s';\n"
                .formatted(folder.resolve(PLACE + "index.mjs").toUri());
        return Tool.run(
                session.folder(),
                session.environment(),
                List.of("node", "--input-type=module", "-e", client + PRELUDE + script));
    }

    /** Runs a script to its good end, and reads what it said last. */
    JsonNode ask(Session session, String script) {
        Tool.Run run = run(session, script);
        if (!run.succeeded()) {
            throw new AssertionError(run.output());
        }
        return JSON.readTree(run.output().lines().toList().getLast());
    }

    /** Runs the Hub's command. */
    Tool.Run hfjs(Session session, String... arguments) {
        Stream<String> command =
                Stream.of("node", folder.resolve(PLACE + "cli.js").toString());
        return Tool.run(
                session.folder(),
                session.environment(),
                Stream.concat(command, Stream.of(arguments)).toList());
    }

    /**
     * One user at one machine.
     *
     * @param folder where it works
     * @param endpoint of what it takes for the Hub
     * @param repository that it speaks of
     * @param token that it has; the client takes none that does not begin with {@code hf_}
     */
    record Session(Path folder, String endpoint, String repository, String token) {
        Map<String, String> environment() {
            Map<String, String> all = new HashMap<>();
            all.put("HF_ENDPOINT", endpoint);
            all.put("HF_TOKEN", token);
            all.put("REPO", repository);
            all.put("NO_COLOR", "1");
            return all;
        }
    }
}
