package io.graft.registry.gate;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import io.graft.registry.model.VersionReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Keeps gates. Whatever is kept never changes. */
@Component
class GateStore {
    private final GateParser parser;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    GateStore(GateParser parser, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.parser = parser;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** @param isNew false if a version with the same conditions was there */
    record Kept(Gate gate, boolean isNew) {}

    private record Conditions(List<Condition> conditions) {}

    /**
     * Keeps the next version of a gate, unless there is one with the same conditions. Alone with the name: numbers have no gaps.
     *
     * @throws GraftException with a {@link GateError}, naming the line
     */
    @Transactional
    public Kept keep(String source) {
        NewGate gate = parser.parse(source);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "gate " + gate.name())
                .query((_, _) -> gate)
                .single();
        String conditions = json.writeValueAsString(new Conditions(gate.conditions()));
        Digest digest = Digest.of(conditions);
        return same(gate.name(), digest)
                .map(same -> new Kept(same, false))
                .orElseGet(() -> new Kept(gate(insert(gate, digest, conditions, source)), true));
    }

    Gate gate(UUID id) {
        return jdbc.sql("select * from gate where id = :id")
                .param("id", id)
                .query(this::row)
                .single();
    }

    /** {@code namespace/name@number} or {@code namespace/name@latest}. */
    Gate find(String reference) {
        VersionReference parsed = VersionReference.parse(reference);
        return jdbc.sql("""
                        select * from gate
                         where namespace = :namespace and name = :name and (:latest or number = :number)
                         order by number desc limit 1
                        """)
                .param("namespace", parsed.model().namespace())
                .param("name", parsed.model().name())
                .param("latest", parsed.selector().equals("latest"))
                .param("number", parsed.number().orElse(0))
                .query(this::row)
                .optional()
                .orElseThrow(() -> notFound(reference));
    }

    /** The newest version of each gate, by name. */
    Page<Gate> gates(Cursor cursor, int limit) {
        List<Gate> rows = jdbc.sql("""
                        select * from gate g
                         where g.namespace || '/' || g.name > :after
                           and g.number = (select max(n.number) from gate n
                                            where n.namespace = g.namespace and n.name = g.name)
                         order by g.namespace || '/' || g.name
                         limit :limit
                        """)
                .param("after", cursor.after())
                .param("limit", limit + 1)
                .query(this::row)
                .list();
        return Page.of(rows, limit, gate -> new Cursor(gate.name().toString()));
    }

    static GraftException notFound(String reference) {
        return GateError.GATE_NOT_FOUND.at(
                reference,
                "There is no gate %s".formatted(reference),
                "List the gates with GET /api/v1/gates, or send it with POST.");
    }

    private UUID insert(NewGate gate, Digest digest, String conditions, String source) {
        return jdbc.sql("""
                        insert into gate (namespace, name, number, digest, description, conditions, source, created_at)
                        select :namespace, :name, coalesce(max(number), 0) + 1, :digest, :description,
                               :conditions::jsonb, :source, :now
                          from gate where namespace = :namespace and name = :name
                        returning id
                        """)
                .param("namespace", gate.name().namespace())
                .param("name", gate.name().name())
                .param("digest", digest.hex())
                .param("description", gate.describedAs())
                .param("conditions", conditions)
                .param("source", source)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    private Optional<Gate> same(ModelName name, Digest digest) {
        return jdbc.sql("""
                        select * from gate
                         where namespace = :namespace and name = :name and digest = :digest order by number desc limit 1
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("digest", digest.hex())
                .query(this::row)
                .optional();
    }

    private Gate row(ResultSet row, int index) throws SQLException {
        return new Gate(
                row.getObject("id", UUID.class),
                new ModelName(row.getString("namespace"), row.getString("name")),
                row.getInt("number"),
                new Digest(row.getString("digest")),
                row.getString("description"),
                json.readValue(row.getString("conditions"), Conditions.class).conditions(),
                row.getString("source"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
