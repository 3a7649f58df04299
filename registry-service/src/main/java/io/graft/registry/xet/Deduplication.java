package io.graft.registry.xet;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks at whole blobs after they were published, chunk by chunk. One of which much is here already is kept as stretches of others
 * and what is new of it; the chunks of any other are remembered, for those that come later.
 */
@Component
class Deduplication {
    private static final Logger LOG = LoggerFactory.getLogger(Deduplication.class);

    private final Xorbs xorbs;
    private final Blobs blobs;
    private final XetSettings settings;
    private final JdbcClient jdbc;

    Deduplication(Xorbs xorbs, Blobs blobs, XetSettings settings, JdbcClient jdbc) {
        this.xorbs = xorbs;
        this.blobs = blobs;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** The next one that was not looked at, in the order in which they came: what others derive from comes before them. */
    private record Candidate(Digest digest, long size) {}

    /** Looks at all that were not looked at yet. Returns how many bytes are no longer kept twice. */
    long run() {
        long saved = 0;
        for (Optional<Candidate> next = next(); next.isPresent(); next = next()) {
            saved += look(next.get());
        }
        return saved;
    }

    private long look(Candidate candidate) {
        long shared = 0;
        try {
            shared = share(candidate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GraftException e) {
            LOG.warn("{} stays whole: {}", candidate.digest(), e.getMessage());
        }
        jdbc.sql("""
                insert into chunked_blob (sha256, shared) select sha256, :shared from blob where sha256 = :sha256
                on conflict (sha256) do nothing
                """)
                .param("sha256", candidate.digest().hex())
                .param("shared", shared)
                .update();
        return shared;
    }

    private long share(Candidate candidate) throws IOException {
        Layout layout = Layout.of(blobs.open(candidate.digest()));
        layout.find(xorbs);
        if (layout.shared() < settings.worthwhile() * candidate.size()) {
            layout.xorbs(candidate.digest()).forEach(xorbs::add);
            return 0;
        }
        try (Remainder remainder = Remainder.of(layout, blobs.open(candidate.digest()))) {
            remainder.keep(blobs, xorbs);
            blobs.recompose(candidate.digest(), layout.segments(remainder.digest()));
        }
        LOG.info("{} of {} bytes of {} were here already", layout.shared(), candidate.size(), candidate.digest());
        return layout.shared();
    }

    private Optional<Candidate> next() {
        return jdbc.sql("""
                        select b.sha256, b.size from blob b
                         where b.verified_at is not null and b.size >= :smallest and b.location not like 'composed %'
                           and not exists (select from chunked_blob c where c.sha256 = b.sha256)
                           and not exists (select from xorb x where x.sha256 = b.sha256)
                         order by b.verified_at limit 1
                        """)
                .param("smallest", settings.smallest().toBytes())
                .query((row, _) -> new Candidate(new Digest(row.getString("sha256")), row.getLong("size")))
                .optional();
    }
}
