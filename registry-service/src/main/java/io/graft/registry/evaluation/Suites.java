package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.suite.Suite;
import io.graft.core.suite.SuiteTask;
import io.graft.registry.access.Audit;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import io.graft.registry.storage.Blobs;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Keeps suites. Whatever is kept was read and rendered once, document by document, and never changes. */
@Component
class Suites {
    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Suites(
            JdbcClient jdbc,
            Blobs blobs,
            Audit audit,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /** @param isNew false if a version with the same files was there */
    record Kept(UUID id, boolean isNew) {}

    /** A suite to be run. */
    record Pinned(UUID id, ModelName name, int number, Digest digest, List<ArtifactFile> files) {
        String reference() {
            return name + "@" + number;
        }
    }

    /**
     * Keeps the next version of a suite, unless there is one with the same files.
     *
     * @throws GraftException with a {@link io.graft.core.suite.SuiteError}, naming file and line
     */
    Kept keep(ModelName name, String description, Map<String, byte[]> contents) {
        Suite suite = Suite.parse(contents);
        Optional<UUID> same = same(name, suite.digest());
        if (same.isPresent()) {
            return new Kept(same.get(), false);
        }
        contents.values().forEach(blobs::put);
        return transaction.execute(_ -> insert(name, description, suite, contents));
    }

    /** {@code namespace/name@number} or {@code namespace/name@latest}. */
    Pinned pinned(String reference) {
        VersionReference parsed = VersionReference.parse(reference);
        return jdbc.sql("""
                        select id, namespace, name, number, digest from suite
                         where namespace = :namespace and name = :name and (:latest or number = :number)
                         order by number desc limit 1
                        """)
                .param("namespace", parsed.model().namespace())
                .param("name", parsed.model().name())
                .param("latest", parsed.selector().equals("latest"))
                .param("number", parsed.number().orElse(0))
                .query((row, _) -> pinned(
                        row.getObject("id", UUID.class),
                        new ModelName(row.getString("namespace"), row.getString("name")),
                        row.getInt("number"),
                        new Digest(row.getString("digest"))))
                .optional()
                .orElseThrow(() -> notFound(reference));
    }

    Digest digest(UUID suite) {
        return jdbc.sql("select digest from suite where id = :suite")
                .param("suite", suite)
                .query((row, _) -> new Digest(row.getString("digest")))
                .single();
    }

    List<ArtifactFile> files(UUID suite) {
        return jdbc.sql("select path, size, sha256 from suite_file where suite_id = :suite order by path")
                .param("suite", suite)
                .query((row, _) -> new ArtifactFile(
                        row.getString("path"), row.getLong("size"), new Digest(row.getString("sha256"))))
                .list();
    }

    static GraftException notFound(String reference) {
        return new GraftException(
                EvaluationError.SUITE_NOT_FOUND,
                reference,
                "There is no suite %s".formatted(reference),
                "List the suites with GET /api/v1/suites, or register it with POST.");
    }

    private Pinned pinned(UUID id, ModelName name, int number, Digest digest) {
        return new Pinned(id, name, number, digest, files(id));
    }

    /** Alone with the name: numbers have no gaps, and the same files come in once. */
    private Kept insert(ModelName name, String description, Suite suite, Map<String, byte[]> contents) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "suite " + name)
                .query((_, _) -> name)
                .single();
        Optional<UUID> same = same(name, suite.digest());
        if (same.isPresent()) {
            return new Kept(same.get(), false);
        }
        UUID id = insertRow(name, description, suite);
        contents.forEach((path, bytes) -> insertFile(id, path, bytes));
        blobs.refer(id, contents.values().stream().map(Digest::of).toList());
        audit.record(
                "suite.register", "suite " + name, null, Map.of("digest", suite.digest(), "description", description));
        return new Kept(id, true);
    }

    private UUID insertRow(ModelName name, String description, Suite suite) {
        return jdbc.sql("""
                        insert into suite (namespace, name, number, digest, description, tasks, created_at)
                        select :namespace, :name, coalesce(max(number), 0) + 1, :digest, :description, :tasks::jsonb, :now
                          from suite where namespace = :namespace and name = :name
                        returning id
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("digest", suite.digest().hex())
                .param("description", description)
                .param(
                        "tasks",
                        json.writeValueAsString(
                                suite.tasks().stream().map(Suites::view).toList()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    private void insertFile(UUID suite, String path, byte[] bytes) {
        jdbc.sql("insert into suite_file (suite_id, path, size, sha256) values (:suite, :path, :size, :sha256)")
                .param("suite", suite)
                .param("path", path)
                .param("size", bytes.length)
                .param("sha256", Digest.of(bytes).hex())
                .update();
    }

    private Optional<UUID> same(ModelName name, Digest digest) {
        return jdbc.sql("""
                        select id from suite
                         where namespace = :namespace and name = :name and digest = :digest order by number desc limit 1
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("digest", digest.hex())
                .query(UUID.class)
                .optional();
    }

    private static SuiteView.TaskView view(SuiteTask task) {
        return new SuiteView.TaskView(
                task.spec().name(),
                task.spec().alias(),
                task.spec().outputType().written(),
                task.spec().shots(),
                task.size(),
                task.spec().metrics().stream()
                        .map(metric -> new SuiteView.MetricView(
                                metric.metric(), metric.higherIsBetter().orElse(null)))
                        .toList(),
                task.digest());
    }
}
