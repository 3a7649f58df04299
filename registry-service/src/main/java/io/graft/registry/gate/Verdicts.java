package io.graft.registry.gate;

import io.graft.core.attestation.Envelope;
import io.graft.core.attestation.Statement;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.signing.SigningKeys;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps verdicts as the signed statements that they are: what is read is what was signed. */
@Component
class Verdicts {
    private final SigningKeys keys;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Verdicts(SigningKeys keys, JdbcClient jdbc, JsonMapper json) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.json = json;
    }

    UUID newId() {
        return jdbc.sql("select uuidv7()").query(UUID.class).single();
    }

    void keep(GateVerdict verdict, Gate gate, PinnedVersion version) {
        byte[] statement = json.writeValueAsBytes(VerdictClaim.of(verdict, gate, version));
        Envelope envelope = Envelope.of(statement, Statement.PAYLOAD_TYPE, keys.current());
        jdbc.sql("""
                insert into verdict (id, gate_id, version_id, outcome, awaits_approval, envelope, judged_at)
                values (:id, :gate, :version, :outcome, :awaits, :envelope::jsonb, :now)
                """)
                .param("id", verdict.id())
                .param("gate", gate.id())
                .param("version", version.id())
                .param("outcome", verdict.outcome().name())
                .param("awaits", verdict.awaitsApproval())
                .param("envelope", json.writeValueAsString(envelope))
                .param("now", verdict.judgedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    GateVerdict verdict(UUID id) {
        return read(envelope(id));
    }

    Envelope envelope(UUID id) {
        return find(id).orElseThrow(() -> GateError.VERDICT_NOT_FOUND.at(
                id.toString(), "There is no verdict %s".formatted(id), "List a version's verdicts to find its id."));
    }

    /** Of a version, the newest first. */
    Page<GateVerdict> of(UUID version, Cursor cursor, int limit) {
        List<GateVerdict> rows = jdbc.sql("""
                        select envelope from verdict
                         where version_id = :version and (:before::uuid is null or id < :before::uuid)
                         order by id desc limit :limit
                        """)
                .param("version", version)
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query((row, _) -> read(json.readValue(row.getString("envelope"), Envelope.class)))
                .list();
        return Page.of(rows, limit, verdict -> new Cursor(verdict.id().toString()));
    }

    private Optional<Envelope> find(UUID id) {
        return jdbc.sql("select envelope from verdict where id = :id")
                .param("id", id)
                .query((row, _) -> json.readValue(row.getString("envelope"), Envelope.class))
                .optional();
    }

    private GateVerdict read(Envelope envelope) {
        return json.readValue(envelope.body(), VerdictClaim.FORM).predicate().verdict();
    }

    private static @Nullable UUID before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? null : UUID.fromString(cursor.after());
        } catch (IllegalArgumentException e) {
            throw Cursor.malformed(e);
        }
    }
}
