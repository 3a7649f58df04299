package io.graft.registry.xet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how much is kept, and how much that would be if every file were kept for itself. */
@RestController
class SharingController {
    private final JdbcClient jdbc;

    SharingController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In bytes.
     *
     * @param files of all different files that somebody needs
     * @param kept of what is in storage for them
     * @param saved what chunks in common spare
     */
    record Sharing(long files, long kept, long saved) {}

    @GetMapping("/api/v1/storage/sharing")
    Sharing sharing() {
        return jdbc.sql("""
                        with owner as (select distinct composition as id from blob_segment),
                             needed as (select distinct r.sha256 from blob_reference r
                                         where r.owner not in (select id from owner)),
                             held as (select distinct sha256 from blob_reference)
                        select coalesce((select sum(b.size) from blob b join needed n on n.sha256 = b.sha256
                                          where b.verified_at is not null), 0)::bigint as files,
                               coalesce((select sum(b.size) from blob b join held h on h.sha256 = b.sha256
                                          where b.verified_at is not null and b.location not like 'composed %'), 0)::bigint
                                   as kept
                        """)
                .query((row, _) -> new Sharing(
                        row.getLong("files"), row.getLong("kept"), row.getLong("files") - row.getLong("kept")))
                .single();
    }
}
