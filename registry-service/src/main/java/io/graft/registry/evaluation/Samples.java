package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.storage.Blobs;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds the documents' scores in files of samples, and where each one's line is. */
@Component
class Samples {
    private static final Pattern FILE = Pattern.compile("samples_(.+)\\.jsonl");
    private static final int LONGEST_LINE = 32 << 20;

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final JsonMapper json;

    Samples(JdbcClient jdbc, Blobs blobs, JsonMapper json) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.json = json;
    }

    private record Line(int document, String filter, String scores, long from, int size) {}

    /** Writes down what a file says of each document, if it is one of samples. */
    void index(UUID result, ArtifactFile file) {
        Matcher name = FILE.matcher(file.path());
        if (name.matches()) {
            insert(result, name.group(1), file, lines(file));
        }
    }

    private List<Line> lines(ArtifactFile file) {
        List<Line> lines = new ArrayList<>();
        try (InputStream bytes = new BufferedInputStream(blobs.open(file.sha256()), 1 << 16)) {
            long from = 0;
            for (byte[] line = line(bytes, file); line.length > 0; line = line(bytes, file)) {
                lines.add(line(file, lines.size() + 1, line, from));
                from += line.length;
            }
        } catch (IOException e) {
            throw malformed(file, lines.size() + 1, "cannot be read: " + e.getMessage());
        }
        return lines;
    }

    /** With its end; empty at the end of the file. */
    private static byte[] line(InputStream bytes, ArtifactFile file) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next; (next = bytes.read()) >= 0; ) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            if (line.size() > LONGEST_LINE) {
                throw malformed(file, 0, "has a line of more than %d bytes".formatted(LONGEST_LINE));
            }
        }
        return line.toByteArray();
    }

    private Line line(ArtifactFile file, int number, byte[] bytes, long from) {
        try {
            JsonNode line = json.readTree(bytes);
            ObjectNode scores = json.createObjectNode();
            line.path("metrics").forEach(metric -> scores.set(metric.asString(), line.path(metric.asString())));
            return new Line(
                    line.required("doc_id").asInt(),
                    line.path("filter").asString("none"),
                    scores.toString(),
                    from,
                    bytes.length);
        } catch (JacksonException e) {
            throw malformed(file, number, e.getOriginalMessage());
        }
    }

    private void insert(UUID result, String task, ArtifactFile file, List<Line> lines) {
        jdbc.sql("""
                insert into sample (result_id, task, filter, document, scores, sha256, line_from, line_size)
                select :result, :task, l.filter, l.document, l.scores::jsonb, :sha256, l.line_from, l.line_size
                  from unnest(:filters::text[], :documents::integer[], :scores::text[], :froms::bigint[], :sizes::integer[])
                       as l(filter, document, scores, line_from, line_size)
                on conflict do nothing
                """)
                .param("result", result)
                .param("task", task)
                .param("sha256", file.sha256().hex())
                .param("filters", lines.stream().map(Line::filter).toArray(String[]::new))
                .param("documents", lines.stream().map(Line::document).toArray(Integer[]::new))
                .param("scores", lines.stream().map(Line::scores).toArray(String[]::new))
                .param("froms", lines.stream().map(Line::from).toArray(Long[]::new))
                .param("sizes", lines.stream().map(Line::size).toArray(Integer[]::new))
                .update();
    }

    private static GraftException malformed(ArtifactFile file, int line, String why) {
        return new GraftException(
                EvaluationError.RESULT_MALFORMED,
                "%s:%d".formatted(file.path(), line),
                "The file %s %s".formatted(file.path(), why),
                "Write one JSON object with a doc_id a line, as lm-evaluation-harness does.");
    }
}
