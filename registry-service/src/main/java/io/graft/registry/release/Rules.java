package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import io.graft.registry.model.ModelName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rules as they were written, each time with the next number. Those in force can be found by what they wait for. */
@Component
class Rules {
    private final JdbcClient jdbc;
    private final RuleReader reader;
    private final Actors actors;
    private final Audit audit;
    private final Clock clock;

    Rules(JdbcClient jdbc, RuleReader reader, Actors actors, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.actors = actors;
        this.audit = audit;
        this.clock = clock;
    }

    /** A rule as it was written once. */
    record Written(
            UUID id, ModelName name, int number, String document, boolean enabled, String actor, Instant createdAt) {
        String reference() {
            return name + "@" + number;
        }

        ReleaseRule rule() {
            return RuleReader.parse(document);
        }
    }

    /**
     * Writes a rule, or writes it anew.
     *
     * @param expected the number it has now; 0 if there is none
     * @throws GraftException naming the line, or {@link ReleaseError#RULE_CYCLE} or {@link ReleaseError#RULE_CHANGED}
     */
    @Transactional
    public Written write(ModelName name, String document, int expected) {
        oneAtATime();
        ReleaseRule rule = check(document);
        requireNamed(rule, name);
        Optional<Written> before = current(name);
        requireExpected(name, before.map(Written::number).orElse(0), expected);
        before.ifPresent(this::takeOutOfForce);
        Written written = insert(name, expected + 1, document);
        putInForce(written, rule);
        audit.record(
                "release-rule.write",
                name.toString(),
                before.map(old -> Map.of("number", old.number(), "document", old.document()))
                        .orElse(null),
                Map.of("number", written.number(), "document", document));
        return written;
    }

    /**
     * Reads a rule as {@link #write} would, and writes nothing.
     *
     * @throws GraftException naming the line, or {@link ReleaseError#RULE_CYCLE}
     */
    ReleaseRule check(String document) {
        ReleaseRule rule = reader.read(document);
        RuleCycles.refuse(rule, inForce().stream().map(Written::rule).toList());
        return rule;
    }

    /** Nothing sets it off any more. */
    @Transactional
    public void disable(ModelName name, int expected) {
        oneAtATime();
        Written rule = required(name);
        requireExpected(name, rule.number(), expected);
        takeOutOfForce(rule);
        audit.record("release-rule.disable", name.toString(), Map.of("number", rule.number()), null);
    }

    /** As it was written last, in force or not. */
    Optional<Written> current(ModelName name) {
        return jdbc.sql("""
                        select * from release_rule where namespace = :namespace and name = :name
                         order by number desc limit 1
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .query(Rules::written)
                .optional();
    }

    Written required(ModelName name) {
        return current(name)
                .orElseThrow(() -> new GraftException(
                        ReleaseError.RULE_NOT_FOUND,
                        name.toString(),
                        "There is no release rule %s".formatted(name),
                        "List the rules, or write it with PUT and If-None-Match: *."));
    }

    Written written(UUID id) {
        return jdbc.sql("select * from release_rule where id = :id")
                .param("id", id)
                .query(Rules::written)
                .single();
    }

    /** Those that wait for the release of a version of this model, or for one of its aliases if one is given. */
    List<Written> waitingFor(ModelName model, @Nullable String alias) {
        return jdbc.sql("""
                        select r.* from release_rule_trigger t join release_rule r on r.id = t.rule_id
                         where (t.pattern = :model
                                or (t.pattern like '%*%'
                                    and :model ~ ('^' || replace(replace(t.pattern, '.', '\\.'), '*', '[^/]*') || '$')))
                           and t.alias is not distinct from :alias::text
                         order by r.id
                        """)
                .param("model", model.toString())
                .param("alias", alias)
                .query(Rules::written)
                .list();
    }

    /** The newest writing of each rule, sorted by name, those after a given one. */
    List<Written> list(String after, int limit) {
        return jdbc.sql("""
                        select distinct on (namespace || '/' || name) * from release_rule
                         where namespace || '/' || name > :after
                         order by namespace || '/' || name, number desc limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query(Rules::written)
                .list();
    }

    private List<Written> inForce() {
        return jdbc.sql("select * from release_rule where enabled")
                .query(Rules::written)
                .list();
    }

    private Written insert(ModelName name, int number, String document) {
        return jdbc.sql("""
                        insert into release_rule (namespace, name, number, document, enabled, actor, created_at)
                        values (:namespace, :name, :number, :document, true, :actor, :now) returning *
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("number", number)
                .param("document", document)
                .param("actor", actors.current().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Rules::written)
                .single();
    }

    private void putInForce(Written written, ReleaseRule rule) {
        jdbc.sql("insert into release_rule_trigger (rule_id, pattern, alias) values (:rule, :pattern, :alias)")
                .param("rule", written.id())
                .param("pattern", rule.when().selector().model())
                .param("alias", rule.when() instanceof Trigger.Aliased aliased ? aliased.alias() : null)
                .update();
    }

    private void takeOutOfForce(Written rule) {
        jdbc.sql("update release_rule set enabled = false where id = :id")
                .param("id", rule.id())
                .update();
        jdbc.sql("delete from release_rule_trigger where rule_id = :id")
                .param("id", rule.id())
                .update();
    }

    /** Two rules that are each fine could close a circle together, if they were checked at the same moment. */
    private void oneAtATime() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('release rules'))")
                .query(Integer.class)
                .single();
    }

    private static void requireNamed(ReleaseRule rule, ModelName name) {
        if (!rule.name().equals(name)) {
            throw new GraftException(
                    ReleaseError.RULE_NAME_WRONG,
                    "name",
                    "The rule calls itself %s and is sent to %s".formatted(rule.name(), name),
                    "Use the same name in both places.");
        }
    }

    private static void requireExpected(ModelName name, int is, int expected) {
        if (is != expected) {
            throw new GraftException(
                    ReleaseError.RULE_CHANGED,
                    name.toString(),
                    is == 0
                            ? "There is no rule %s yet".formatted(name)
                            : "The rule %s is at number %d".formatted(name, is),
                    "Read it, and write it knowing what it says.");
        }
    }

    private static Written written(ResultSet row, int index) throws SQLException {
        return new Written(
                row.getObject("id", UUID.class),
                new ModelName(row.getString("namespace"), row.getString("name")),
                row.getInt("number"),
                row.getString("document"),
                row.getBoolean("enabled"),
                row.getString("actor"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
