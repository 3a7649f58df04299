package io.graft.eval.run;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's key and its reply, as a line of a journal: a checksum of eight digits, a space, JSON. A line that was cut short, or
 * that a disk made up, does not agree with its checksum.
 */
record JournalLine(Digest request, Reply reply) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CHECKSUM = 8;

    String written() {
        return checked(json().toString());
    }

    static Optional<JournalLine> parse(String line) {
        return unchecked(line).flatMap(JournalLine::read);
    }

    /** A text behind its checksum. */
    static String checked(String text) {
        return "%s %s".formatted(checksum(text), text);
    }

    /** The text, if the checksum before it agrees. */
    static Optional<String> unchecked(String line) {
        if (line.length() <= CHECKSUM || line.charAt(CHECKSUM) != ' ') {
            return Optional.empty();
        }
        String text = line.substring(CHECKSUM + 1);
        return Optional.of(text).filter(_ -> line.startsWith(checksum(text)));
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode().put("request", request.hex());
        return switch (reply) {
            case Reply.Likelihood likelihood ->
                json.put("log_likelihood", Double.toString(likelihood.logLikelihood()))
                        .put("greedy", likelihood.greedy());
            case Reply.RollingLikelihood rolling ->
                json.put("rolling_log_likelihood", Double.toString(rolling.logLikelihood()));
            case Reply.Text text -> json.put("text", text.text());
        };
    }

    private static Optional<JournalLine> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return Optional.of(new JournalLine(new Digest(json.path("request").asString()), reply(json)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Reply reply(JsonNode json) {
        if (json.has("log_likelihood")) {
            return new Reply.Likelihood(
                    number(json, "log_likelihood"), json.path("greedy").asBoolean());
        }
        return json.has("text")
                ? new Reply.Text(json.path("text").asString())
                : new Reply.RollingLikelihood(number(json, "rolling_log_likelihood"));
    }

    private static double number(JsonNode json, String key) {
        return Double.parseDouble(json.path(key).asString());
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
