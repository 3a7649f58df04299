package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A repository of models, as the Hub describes it. */
record HubRepository(HubConnection hub, HubAttempts attempts, String name) {
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final int MOST_FILES = 100_000;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

    /** One answer, and where the next one is. */
    private record Page(JsonNode content, Optional<URI> next) {}

    /** The commit that a branch, a tag or a short reference stands for now. */
    String commit(String revision) throws InterruptedException {
        URI asked = hub.at("/api/models/%s/revision/".formatted(name), revision);
        String sha = page(asked).content().path("sha").asString("");
        if (!COMMIT.matcher(sha).matches()) {
            throw unreadable(asked, "it names no commit");
        }
        return sha;
    }

    /** All files of a commit, none of them with a path that could do harm. */
    List<HubFile> files(String commit) throws InterruptedException {
        List<HubFile> files = new ArrayList<>();
        Set<URI> asked = new HashSet<>();
        Optional<URI> next = Optional.of(hub.at("/api/models/%s/tree/%s?recursive=true".formatted(name, commit)));
        while (next.isPresent()) {
            URI at = next.get();
            Page page = page(at);
            collect(page.content(), at, files);
            if (!asked.add(at) || files.size() > MOST_FILES) {
                throw unreadable(at, "the list of files does not end");
            }
            next = page.next();
        }
        requireApart(files);
        return List.copyOf(files);
    }

    URI file(String commit, HubFile file) {
        return hub.at("/%s/resolve/%s/".formatted(name, commit), file.name().split("/"));
    }

    private void collect(JsonNode entries, URI at, List<HubFile> files) {
        if (!entries.isArray()) {
            throw unreadable(at, "the list of files is none");
        }
        for (JsonNode entry : entries) {
            if (!entry.path("type").asString("").equals("directory")) {
                files.add(HubFile.read(entry)
                        .orElseThrow(() ->
                                unreadable(at, "an entry has no size, or no digest to verify the file by: " + entry)));
            }
        }
    }

    /** No name twice, and none that is a file here and a folder there. */
    private void requireApart(List<HubFile> files) {
        Set<String> names = new HashSet<>();
        for (HubFile file : files) {
            if (!names.add(file.name())) {
                throw unreadable(hub.at("/" + name), "it lists %s twice".formatted(file.name()));
            }
        }
        names.forEach(path -> requireNoFileAbove(path, names));
    }

    private void requireNoFileAbove(String path, Set<String> names) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (names.contains(path.substring(0, slash))) {
                throw unreadable(hub.at("/" + name), "%s is a file and a folder".formatted(path.substring(0, slash)));
            }
        }
    }

    private Page page(URI at) throws InterruptedException {
        return attempts.untilDone(at, () -> pageOnce(at), () -> 0);
    }

    private Page pageOnce(URI at) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = hub.open(at, Map.of("Accept", "application/json"));
        try (InputStream body = WatchedBody.of(answer.body())) {
            byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw unreadable(at, "it does not end");
            }
            return new Page(JsonMapper.shared().readTree(bytes), next(at, answer));
        } catch (JacksonException e) {
            throw unreadable(at, "it is not JSON");
        }
    }

    private static Optional<URI> next(URI at, HttpResponse<?> answer) {
        Matcher link = NEXT.matcher(String.join(",", answer.headers().allValues("Link")));
        try {
            return link.find() ? Optional.of(at.resolve(URI.create(link.group(1)))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            throw unreadable(at, "the next page has no address");
        }
    }

    private static GraftException unreadable(URI at, String why) {
        return new GraftException(
                ImportError.HUB_ANSWER_UNREADABLE,
                HubConnection.withoutSignature(at),
                "The answer is not as the Hub's protocol has it: " + why,
                "Check that the endpoint speaks the Hugging Face Hub's protocol.");
    }
}
