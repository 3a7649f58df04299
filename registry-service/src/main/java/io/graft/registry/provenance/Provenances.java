package io.graft.registry.provenance;

import io.graft.core.attestation.Envelope;
import io.graft.core.attestation.Provenance;
import io.graft.core.attestation.Statement;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.signing.SigningKeys;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Signs where versions come from, once for each, and keeps what was signed. */
@Component
class Provenances {
    private static final TypeReference<Statement<Provenance>> FORM = new TypeReference<>() {};

    private final Catalog catalog;
    private final Account account;
    private final SigningKeys keys;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Provenances(Catalog catalog, Account account, SigningKeys keys, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.catalog = catalog;
        this.account = account;
        this.keys = keys;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What was signed of a version that is ready; signed now if it was not yet. */
    Envelope of(UUID version) {
        return find(version).orElseGet(() -> {
            sign(catalog.pinned(version));
            return find(version).orElseThrow();
        });
    }

    Statement<Provenance> statement(UUID version) {
        return json.readValue(of(version).body(), FORM);
    }

    /** Whoever comes first decides, should two sign at once. */
    private void sign(PinnedVersion version) {
        List<Statement.Subject> files =
                version.files().stream().map(Statement.Subject::of).toList();
        Statement<Provenance> statement = Statement.of(files, Provenance.PREDICATE_TYPE, account.of(version));
        Envelope envelope = Envelope.of(json.writeValueAsBytes(statement), Statement.PAYLOAD_TYPE, keys.current());
        jdbc.sql("""
                insert into provenance (version_id, envelope, signed_at) values (:version, :envelope::jsonb, :now)
                on conflict (version_id) do nothing
                """)
                .param("version", version.id())
                .param("envelope", json.writeValueAsString(envelope))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<Envelope> find(UUID version) {
        return jdbc.sql("select envelope from provenance where version_id = :version")
                .param("version", version)
                .query((row, _) -> json.readValue(row.getString("envelope"), Envelope.class))
                .optional();
    }
}
