package io.graft.registry.evaluation;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads single documents' results. */
@Component
class Documents {
    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final JsonMapper json;

    Documents(JdbcClient jdbc, Blobs blobs, JsonMapper json) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.json = json;
    }

    /** @param flipped only documents on which the arms differ */
    record Question(List<ScoreView> arms, String task, String metric, String filter, boolean flipped) {
        UUID[] results() {
            return arms.stream().map(ScoreView::result).toArray(UUID[]::new);
        }
    }

    /** In the order of their numbers; only those that all arms were asked. */
    Page<ComparisonView.Document> page(Question question, Cursor cursor, int limit) {
        List<ComparisonView.Document> rows = jdbc.sql("""
                        select document, array_agg(score order by place) as scores, min(score) <> max(score) as flipped
                          from (select s.document, a.place,
                                       case jsonb_typeof(s.scores -> :metric)
                                         when 'number' then (s.scores ->> :metric)::double precision
                                         when 'boolean' then (s.scores ->> :metric)::boolean::integer
                                         when 'array' then (s.scores -> :metric ->> 0)::double precision
                                       end as score
                                  from unnest(:results::uuid[]) with ordinality as a (id, place)
                                  join sample s on s.result_id = a.id
                                 where s.task = :task and s.filter = :filter and s.document > :after) as asked
                         group by document
                        having count(score) = cardinality(:results::uuid[])
                           and (not :flipped or min(score) <> max(score))
                         order by document
                         limit :limit
                        """)
                .param("metric", question.metric())
                .param("results", question.results())
                .param("task", question.task())
                .param("filter", question.filter())
                .param("after", after(cursor))
                .param("flipped", question.flipped())
                .param("limit", limit + 1)
                .query((row, _) -> new ComparisonView.Document(
                        row.getInt("document"),
                        Arrays.asList((Double[]) row.getArray("scores").getArray()),
                        row.getBoolean("flipped")))
                .list();
        return Page.of(rows, limit, document -> new Cursor(Integer.toString(document.document())));
    }

    List<ComparisonView.Sample> lines(List<ScoreView> arms, String task, String filter, int document) {
        return arms.stream()
                .map(arm -> new ComparisonView.Sample(arm.result(), line(arm.result(), task, filter, document)))
                .toList();
    }

    /** Null where the arm was not asked it. */
    private JsonNode line(UUID result, String task, String filter, int document) {
        return jdbc.sql("""
                        select sha256, line_from, line_size from sample
                         where result_id = :result and task = :task and filter = :filter and document = :document
                        """)
                .param("result", result)
                .param("task", task)
                .param("filter", filter)
                .param("document", document)
                .query((row, _) ->
                        line(new Digest(row.getString("sha256")), row.getLong("line_from"), row.getInt("line_size")))
                .optional()
                .orElseGet(json::nullNode);
    }

    private JsonNode line(Digest file, long from, int size) {
        try (InputStream bytes = blobs.open(file, from, size)) {
            return json.readTree(bytes.readNBytes(size));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int after(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? -1 : Integer.parseInt(cursor.after());
        } catch (NumberFormatException e) {
            throw Cursor.malformed(e);
        }
    }
}
