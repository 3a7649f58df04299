package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database knows of compositions. */
@Component
class SegmentRows {
    private static final int BATCH = 1000;
    private final JdbcClient jdbc;

    SegmentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param at where in the composition it begins */
    record Placed(long at, Segment segment) {
        /** What of it lies within a stretch of the composition. */
        Segment within(long from, long to) {
            long begin = Math.max(from, at);
            long end = Math.min(to, at + segment.length());
            return new Segment(segment.source(), segment.start() + begin - at, end - begin);
        }
    }

    void insert(Composition composition, List<Segment> segments) {
        long at = 0;
        for (int from = 0; from < segments.size(); from += BATCH) {
            at = insert(composition, segments.subList(from, Math.min(from + BATCH, segments.size())), at);
        }
    }

    private long insert(Composition composition, List<Segment> segments, long begin) {
        Long[] places = new Long[segments.size()];
        long at = begin;
        for (int i = 0; i < places.length; i++) {
            places[i] = at;
            at += segments.get(i).length();
        }
        jdbc.sql("""
                insert into blob_segment (composition, at, source, start, length)
                select :composition, s.at, s.source, s.start, s.length
                  from unnest(:at::bigint[], :source::text[], :start::bigint[], :length::bigint[])
                       as s (at, source, start, length)
                """)
                .param("composition", composition.id())
                .param("at", places)
                .param(
                        "source",
                        segments.stream().map(segment -> segment.source().hex()).toArray(String[]::new))
                .param("start", segments.stream().map(Segment::start).toArray(Long[]::new))
                .param("length", segments.stream().map(Segment::length).toArray(Long[]::new))
                .update();
        return at;
    }

    /** Those that a stretch of the composition touches, in order. */
    List<Placed> touching(Composition composition, long from, long to) {
        return jdbc.sql("""
                        select at, source, start, length from blob_segment
                         where composition = :composition and at < :to and at + length > :from order by at
                        """)
                .param("composition", composition.id())
                .param("from", from)
                .param("to", to)
                .query((row, _) -> new Placed(
                        row.getLong("at"),
                        new Segment(new Digest(row.getString("source")), row.getLong("start"), row.getLong("length"))))
                .list();
    }

    void delete(Composition composition) {
        jdbc.sql("delete from blob_segment where composition = :composition")
                .param("composition", composition.id())
                .update();
    }
}
