package io.graft.registry.merge;

import io.graft.core.preflight.Finding;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What namespaces make of findings. */
@Component
class FindingPolicies {
    private final JdbcClient jdbc;
    private final Actors actors;
    private final Audit audit;
    private final Clock clock;

    FindingPolicies(JdbcClient jdbc, Actors actors, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.audit = audit;
        this.clock = clock;
    }

    List<FindingPolicy> of(String namespace) {
        return jdbc.sql("select * from finding_policy where namespace = :namespace order by code")
                .param("namespace", namespace)
                .query((row, _) -> policy(row))
                .list();
    }

    /** Findings as a namespace sees them. */
    List<Finding> applied(String namespace, List<Finding> findings) {
        Map<String, FindingPolicy> policies =
                of(namespace).stream().collect(Collectors.toMap(FindingPolicy::code, Function.identity()));
        return findings.stream()
                .flatMap(finding -> Optional.ofNullable(policies.get(finding.code())).stream()
                        .map(policy -> policy.applied(finding))
                        .findFirst()
                        .orElse(Optional.of(finding))
                        .stream())
                .toList();
    }

    @Transactional
    FindingPolicy set(String namespace, String code, FindingPolicy.Level severity, String reason) {
        FindingPolicy policy = new FindingPolicy(
                namespace, code, severity, reason, actors.current().name(), clock.instant());
        Optional<FindingPolicy> before = find(namespace, code);
        jdbc.sql("""
                insert into finding_policy (namespace, code, severity, reason, set_by, set_at)
                values (:namespace, :code, :severity, :reason, :by, :at)
                on conflict (namespace, code)
                do update set severity = :severity, reason = :reason, set_by = :by, set_at = :at
                """)
                .param("namespace", namespace)
                .param("code", code)
                .param("severity", severity.name())
                .param("reason", reason)
                .param("by", policy.setBy())
                .param("at", policy.setAt().atOffset(ZoneOffset.UTC))
                .update();
        audit.record("finding_policy.set", subject(namespace, code), before.orElse(null), policy);
        return policy;
    }

    /** The code means again what it means everywhere. Nothing happens if it does already. */
    @Transactional
    void lift(String namespace, String code) {
        Optional<FindingPolicy> before = find(namespace, code);
        jdbc.sql("delete from finding_policy where namespace = :namespace and code = :code")
                .param("namespace", namespace)
                .param("code", code)
                .update();
        before.ifPresent(policy -> audit.record("finding_policy.lift", subject(namespace, code), policy, null));
    }

    private Optional<FindingPolicy> find(String namespace, String code) {
        return of(namespace).stream()
                .filter(policy -> policy.code().equals(code))
                .findFirst();
    }

    private static String subject(String namespace, String code) {
        return "finding_policy %s/%s".formatted(namespace, code);
    }

    private static FindingPolicy policy(ResultSet row) throws SQLException {
        return new FindingPolicy(
                row.getString("namespace"),
                row.getString("code"),
                FindingPolicy.Level.valueOf(row.getString("severity")),
                row.getString("reason"),
                row.getString("set_by"),
                row.getObject("set_at", OffsetDateTime.class).toInstant());
    }
}
