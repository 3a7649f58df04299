package io.graft.registry.signing;

import io.graft.core.attestation.SigningKey;
import io.graft.core.attestation.VerifyingKey;
import io.graft.registry.access.Audit;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The keys that the registry signs with. The first is made when it first starts. */
@Component
public class SigningKeys {
    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    SigningKeys(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What others check signatures with.
     *
     * @param publicKey SubjectPublicKeyInfo in Base64: what stands between the lines of a PEM file
     */
    public record PublicKey(String keyId, String algorithm, String publicKey, Instant createdAt) {}

    /** Two registries may start at once on an empty database. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void ensureOne() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('signing_key'))")
                .query(Integer.class)
                .single();
        if (published().isEmpty()) {
            insert(SigningKey.generate());
        }
    }

    /** Signs with a new key from now on. What the old ones signed stays valid: their public halves are still published. */
    @Transactional
    public PublicKey rotate() {
        SigningKey key = SigningKey.generate();
        Map<String, String> before = Map.of("keyId", current().id());
        insert(key);
        audit.record("signing_key.rotate", key.id(), before, Map.of("keyId", key.id()));
        return published().getFirst();
    }

    /** The newest. */
    public SigningKey current() {
        return jdbc.sql("select public_key, private_key from signing_key order by created_at desc, id limit 1")
                .query((row, _) -> SigningKey.of(row.getBytes("public_key"), row.getBytes("private_key")))
                .single();
    }

    List<PublicKey> published() {
        return jdbc.sql("select id, public_key, created_at from signing_key order by created_at desc, id")
                .query((row, _) -> new PublicKey(
                        row.getString("id"),
                        VerifyingKey.ALGORITHM,
                        Base64.getEncoder().encodeToString(row.getBytes("public_key")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private void insert(SigningKey key) {
        jdbc.sql("""
                insert into signing_key (id, public_key, private_key, created_at)
                values (:id, :public, :private, :now)
                """)
                .param("id", key.id())
                .param("public", key.verifyingKey().encoded())
                .param("private", key.privateKey().getEncoded())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
