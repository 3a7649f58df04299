package io.graft.registry.model;

import io.graft.registry.model.Aliases.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Aliases, their moves and their protection in the database. */
@Component
class AliasRows {
    private static final String STANDING = """
            select a.number, a.step,
                   exists (select from alias_protection p where p.model_id = a.model_id and p.alias = a.name) as protected
              from alias a where a.model_id = :model and a.name = :alias
            """;

    private final JdbcClient jdbc;

    AliasRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Standing> standing(Model model, String alias) {
        return standing(STANDING, model, alias);
    }

    /** The same, and nobody else moves it before this transaction has ended. */
    Optional<Standing> lock(Model model, String alias) {
        return standing(STANDING + " for update of a", model, alias);
    }

    /** False if somebody else made it in the same moment. */
    boolean set(Model model, Move wish, Instant now) {
        return jdbc.sql("""
                        insert into alias (model_id, name, number, step, moved_at)
                        values (:model, :alias, :number, :expected + 1, :now)
                        on conflict (model_id, name) do update
                            set number = excluded.number, step = excluded.step, moved_at = excluded.moved_at
                          where alias.step = :expected
                        """)
                        .param("model", model.id())
                        .param("alias", wish.alias())
                        .param("number", wish.number())
                        .param("expected", wish.expectedStep())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void append(Model model, AliasMove move) {
        jdbc.sql("""
                insert into alias_move (model_id, alias, step, from_number, to_number, cause, actor, reason, run_id,
                                        verdict_id, moved_at)
                values (:model, :alias, :step, :from, :to, :cause, :actor, :reason, :run, :verdict, :now)
                """)
                .param("model", model.id())
                .param("alias", move.alias())
                .param("step", move.step())
                .param("from", move.from())
                .param("to", move.to())
                .param("cause", move.cause().name())
                .param("actor", move.actor())
                .param("reason", move.reason())
                .param("run", move.run())
                .param("verdict", move.verdict())
                .param("now", move.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The newest first, from before a step. */
    List<AliasMove> moves(Model model, String alias, int before, int limit) {
        return jdbc.sql("""
                        select * from alias_move
                         where model_id = :model and alias = :alias and step < :before
                         order by step desc limit :limit
                        """)
                .param("model", model.id())
                .param("alias", alias)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> move(model.name(), row))
                .list();
    }

    Optional<Integer> numberAt(Model model, String alias, int step) {
        return jdbc.sql("select to_number from alias_move where model_id = :model and alias = :alias and step = :step")
                .param("model", model.id())
                .param("alias", alias)
                .param("step", step)
                .query(Integer.class)
                .optional();
    }

    List<String> names(Model model) {
        return jdbc.sql("select name from alias where model_id = :model order by name")
                .param("model", model.id())
                .query((row, _) -> row.getString("name"))
                .list();
    }

    boolean isProtected(Model model, String alias) {
        return jdbc.sql("""
                        select exists (select from alias_protection where model_id = :model and alias = :alias)
                        """)
                .param("model", model.id())
                .param("alias", alias)
                .query(Boolean.class)
                .single();
    }

    void protect(Model model, String alias, boolean wanted, String actor, Instant now) {
        jdbc.sql(wanted ? """
                                insert into alias_protection (model_id, alias, actor, protected_at)
                                values (:model, :alias, :actor, :now) on conflict do nothing
                                """ : "delete from alias_protection where model_id = :model and alias = :alias")
                .param("model", model.id())
                .param("alias", alias)
                .param("actor", actor)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<Standing> standing(String sql, Model model, String alias) {
        return jdbc.sql(sql)
                .param("model", model.id())
                .param("alias", alias)
                .query((row, _) -> new Standing(row.getInt("number"), row.getInt("step"), row.getBoolean("protected")))
                .optional();
    }

    private static AliasMove move(ModelName model, ResultSet row) throws SQLException {
        return new AliasMove(
                model,
                row.getString("alias"),
                row.getInt("step"),
                row.getObject("from_number", Integer.class),
                row.getInt("to_number"),
                AliasMove.Cause.valueOf(row.getString("cause")),
                row.getString("actor"),
                row.getString("reason"),
                row.getObject("run_id", UUID.class),
                row.getObject("verdict_id", UUID.class),
                row.getObject("moved_at", OffsetDateTime.class).toInstant());
    }
}
