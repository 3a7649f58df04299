package io.graft.registry.withdrawal;

import io.graft.registry.lineage.Descendant;
import io.graft.registry.lineage.Descendants;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import io.graft.registry.model.Withdrawn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads withdrawals for clients, each page in one query. */
@Component
class WithdrawalListing {
    private static final String WITHDRAWALS = """
            select w.*, r.reference,
                   (select count(*) from taint t
                     where t.withdrawal_id = w.id and t.version_id <> w.version_id) as tainted,
                   array(select m.namespace || '/' || m.name || '@' || a.name
                           from taint t
                           join version v on v.id = t.version_id
                           join alias a on a.model_id = v.model_id and a.number = v.number
                           join model m on m.id = v.model_id
                          where t.withdrawal_id = w.id and w.lifted_at is null
                          order by 1) as blocked
              from withdrawal w join version_reference r on r.id = w.version_id
            """;
    private final JdbcClient jdbc;
    private final Descendants descendants;

    WithdrawalListing(JdbcClient jdbc, Descendants descendants) {
        this.jdbc = jdbc;
        this.descendants = descendants;
    }

    WithdrawalView withdrawal(UUID id) {
        return jdbc.sql(WITHDRAWALS + " where w.id = :id")
                .param("id", id)
                .query(WithdrawalListing::view)
                .optional()
                .orElseThrow(() -> WithdrawalError.notFound(id));
    }

    /** The newest first. */
    Page<WithdrawalView> withdrawals(boolean inForce, Cursor cursor, int limit) {
        List<WithdrawalView> rows = jdbc.sql(WITHDRAWALS + """
                         where (not :inForce or w.lifted_at is null) and (:before::uuid is null or w.id < :before::uuid)
                         order by w.id desc
                         limit :limit
                        """)
                .param("inForce", inForce)
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query(WithdrawalListing::view)
                .list();
        return Page.of(rows, limit, row -> new Cursor(row.id().toString()));
    }

    /** What a withdrawal tainted, the nearest first. */
    List<Descendant> tainted(UUID withdrawal) {
        Set<UUID> tainted = new HashSet<>(jdbc.sql("select version_id from taint where withdrawal_id = :withdrawal")
                .param("withdrawal", withdrawal)
                .query(UUID.class)
                .list());
        UUID version = jdbc.sql("select version_id from withdrawal where id = :withdrawal")
                .param("withdrawal", withdrawal)
                .query(UUID.class)
                .single();
        return descendants.of(version).stream()
                .filter(one -> one.depth() > 0 && tainted.contains(one.id()))
                .toList();
    }

    private static WithdrawalView view(ResultSet row, int index) throws SQLException {
        return new WithdrawalView(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                Withdrawn.Kind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getString("actor"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                lift(row),
                row.getInt("tainted"),
                List.of((String[]) row.getArray("blocked").getArray()));
    }

    private static WithdrawalView.@Nullable Lift lift(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("lifted_at", OffsetDateTime.class);
        return at == null
                ? null
                : new WithdrawalView.Lift(
                        Objects.requireNonNull(row.getString("lift_reason")),
                        Objects.requireNonNull(row.getString("lift_actor")),
                        at.toInstant());
    }

    private static @Nullable UUID before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? null : UUID.fromString(cursor.after());
        } catch (IllegalArgumentException e) {
            throw Cursor.malformed(e);
        }
    }
}
