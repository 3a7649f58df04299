package io.graft.registry.mlflow;

import io.graft.core.GraftException;
import io.graft.registry.access.Audit;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.VersionReference;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What MLflow's clients write on versions: tags, and as tags what MLflow has fields for and this registry has not. */
@Component
class VersionNotes {
    /** Where MLflow itself keeps what is written on a run. */
    static final String DESCRIPTION = "mlflow.note.content";

    static final String RUN = "mlflow.runId";
    static final String RUN_LINK = "mlflow.runLink";

    private static final int MOST = 100;
    private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}`\"]{1,250}");
    private static final Pattern VALUE = Pattern.compile("[^\\x00]{0,5000}");

    private final Catalog catalog;
    private final JdbcClient jdbc;
    private final Audit audit;

    VersionNotes(Catalog catalog, JdbcClient jdbc, Audit audit) {
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Writes a note, in place of the one of that key if there is one.
     *
     * @throws GraftException {@link MlflowError#MLFLOW_TAG_MALFORMED}
     */
    @Transactional
    public void write(VersionReference reference, String key, String value) {
        requireForm(key, value);
        UUID version = catalog.find(reference);
        Optional<String> before = value(version, key);
        if (before.isEmpty() && count(version) >= MOST) {
            throw malformed("%s has %d tags".formatted(reference, MOST), "Take one off before another comes on.");
        }
        jdbc.sql("""
                insert into version_note (version_id, key, value) values (:version, :key, :value)
                on conflict (version_id, key) do update set value = excluded.value
                """)
                .param("version", version)
                .param("key", key)
                .param("value", value)
                .update();
        audit.record(
                "version.tag",
                reference.toString(),
                before.map(old -> Map.of(key, old)).orElse(null),
                Map.of(key, value));
    }

    /** Takes a note off; one that is not there is off already. */
    @Transactional
    public void erase(VersionReference reference, String key) {
        UUID version = catalog.find(reference);
        Optional<String> before = value(version, key);
        if (before.isPresent()) {
            jdbc.sql("delete from version_note where version_id = :version and key = :key")
                    .param("version", version)
                    .param("key", key)
                    .update();
            audit.record("version.tag", reference.toString(), Map.of(key, before.get()), null);
        }
    }

    private Optional<String> value(UUID version, String key) {
        return jdbc.sql("select value from version_note where version_id = :version and key = :key")
                .param("version", version)
                .param("key", key)
                .query(String.class)
                .optional();
    }

    private int count(UUID version) {
        return jdbc.sql("select count(*) from version_note where version_id = :version")
                .param("version", version)
                .query(Integer.class)
                .single();
    }

    private static void requireForm(String key, String value) {
        MlflowTag.requireWritable(key);
        if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
            throw malformed(
                    "This is not a tag",
                    "Write up to 250 characters in one line as the key, and up to 5000 as the value.");
        }
    }

    private static GraftException malformed(String what, String remedy) {
        return new GraftException(MlflowError.MLFLOW_TAG_MALFORMED, "tag", what, remedy);
    }
}
