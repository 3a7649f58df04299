package io.graft.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client that registers versions through the REST interface alone. */
public final class Uploader {
    private static final JsonMapper JSON = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String registry;
    private final int port;

    public Uploader(int port) {
        this.port = port;
        this.registry = "http://localhost:" + port + "/api/v1";
    }

    public int port() {
        return port;
    }

    /** An answer: its status, its JSON if it is some, and its headers. */
    public record Answer(int status, JsonNode json, HttpResponse<byte[]> raw) {
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public String code() {
            return json.path("code").asString();
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    public Answer put(String path, String json, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json.replace('\'', '"')));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean json = type.contains("json") && !type.contains("ndjson");
            return new Answer(
                    response.statusCode(), json ? JSON.readTree(response.body()) : JSON.createObjectNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : registry + path));
    }

    public void model(String name, String kind) {
        String[] parts = name.split("/", -1);
        Answer answer =
                post("/models", "{'namespace': '%s', 'name': '%s', 'kind': '%s'}".formatted(parts[0], parts[1], kind));
        assertThat(answer.status()).isEqualTo(201);
    }

    /** Announces a version with these files. */
    public Answer announce(String model, Map<String, byte[]> files, @Nullable String base) {
        return post("/models/" + model + "/versions", announcement(files, base));
    }

    public static String announcement(Map<String, byte[]> files, @Nullable String base) {
        ObjectNode form = JSON.createObjectNode();
        ArrayNode list = form.putArray("files");
        files.forEach((path, bytes) -> list.addPOJO(new ArtifactFile(path, bytes.length, Digest.of(bytes))));
        if (base != null) {
            form.put("base", base);
        }
        return JSON.writeValueAsString(form);
    }

    /** Sends every part that is not done. */
    public void upload(Answer announced, Map<String, byte[]> files) {
        upload(announced.json().path("uploads"), files);
    }

    /** Sends every part that is not done of these uploads. */
    public void upload(JsonNode uploads, Map<String, byte[]> files) {
        for (JsonNode upload : uploads) {
            byte[] bytes = Objects.requireNonNull(files.get(upload.path("path").asString()));
            for (JsonNode part : upload.path("parts")) {
                if (!part.path("done").asBoolean()) {
                    assertThat(send(part, bytes).status()).isEqualTo(204);
                }
            }
        }
    }

    public Answer send(JsonNode part, byte[] file) {
        int offset = part.path("offset").asInt();
        return send(request(part.path("url").asString())
                .PUT(BodyPublishers.ofByteArray(
                        file, offset, part.path("length").asInt())));
    }

    public Answer complete(String model, int number) {
        return post("/models/%s/versions/%d/complete".formatted(model, number), "");
    }

    /** Announces, uploads and completes, and returns the finished version. */
    public JsonNode publish(String model, Map<String, byte[]> files, @Nullable String base) {
        Answer announced = announce(model, files, base);
        assertThat(announced.status()).as(announced.json().toString()).isEqualTo(201);
        upload(announced, files);
        Answer completed = complete(model, announced.json().path("number").asInt());
        assertThat(completed.status()).as(completed.json().toString()).isEqualTo(200);
        return completed.json();
    }

    public static Map<String, byte[]> files(Object... pathsAndBytes) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < pathsAndBytes.length; i += 2) {
            Object content = pathsAndBytes[i + 1];
            files.put(
                    (String) pathsAndBytes[i],
                    content instanceof String text
                            ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
                            : (byte[]) content);
        }
        return files;
    }

    public static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
