package io.graft.registry.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What waits, lane by lane. Whoever delivers has claimed the lane, so that nobody else delivers from it; a claim that was not
 * renewed, as its holder was killed, ends by itself.
 */
@Component
class Lanes {
    private final JdbcClient jdbc;

    Lanes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Claim(UUID webhook, String lane, long number) {}

    /** Claims lanes that are due, those first that have been for longest. */
    List<Claim> claim(int most, Duration time) {
        return jdbc.sql("""
                        update lane set claim = claim + 1, claimed_until = now() + make_interval(secs => :seconds)
                         where (webhook_id, name) in (
                               select l.webhook_id, l.name
                                 from lane l join webhook w on w.id = l.webhook_id and w.enabled
                                where l.due_at <= now() and (l.claimed_until is null or l.claimed_until < now())
                                order by l.due_at
                                limit :most
                                  for update of l skip locked)
                        returning webhook_id, name, claim
                        """)
                .param("seconds", seconds(time))
                .param("most", most)
                .query((row, _) ->
                        new Claim(row.getObject("webhook_id", UUID.class), row.getString("name"), row.getLong("claim")))
                .list();
    }

    /** Prolongs a claim; false if it is somebody else's by now. */
    boolean renew(Claim claim, Duration time) {
        return jdbc.sql("""
                        update lane set claimed_until = now() + make_interval(secs => :seconds)
                         where webhook_id = :webhook and name = :lane and claim = :claim
                        """)
                        .param("seconds", seconds(time))
                        .param("webhook", claim.webhook())
                        .param("lane", claim.lane())
                        .param("claim", claim.number())
                        .update()
                == 1;
    }

    /** The same until the caller's transaction ends, and nobody adds to the lane meanwhile. */
    boolean lock(Claim claim) {
        return jdbc.sql("""
                        select claim from lane where webhook_id = :webhook and name = :lane and claim = :claim for update
                        """)
                .param("webhook", claim.webhook())
                .param("lane", claim.lane())
                .param("claim", claim.number())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** What is to be sent next; empty where nothing waits or the endpoint is disabled. */
    Optional<Message> next(Claim claim) {
        return jdbc.sql("""
                        select d.id as delivery, d.attempts, w.kind, w.url, w.secret,
                               case when w.old_until > now() then w.old_secret end as old_secret, e.*
                          from delivery d
                          join event e on e.seq = d.event_seq
                          join webhook w on w.id = d.webhook_id and w.enabled
                         where d.webhook_id = :webhook and d.lane = :lane and d.state = 'WAITING'
                         order by d.place
                         limit 1
                        """)
                .param("webhook", claim.webhook())
                .param("lane", claim.lane())
                .query(Lanes::message)
                .optional();
    }

    /**
     * Gives a claim back.
     *
     * @param rest until the next attempt; null to try at once what still waits
     */
    void release(Claim claim, @Nullable Duration rest) {
        jdbc.sql("""
                update lane set claimed_until = null,
                       due_at = case when exists (select from delivery d
                                                   where d.webhook_id = :webhook and d.lane = :lane
                                                     and d.state = 'WAITING')
                                then now() + make_interval(secs => :seconds) end
                 where webhook_id = :webhook and name = :lane and claim = :claim
                """)
                .param("seconds", rest == null ? 0.0 : seconds(rest))
                .param("webhook", claim.webhook())
                .param("lane", claim.lane())
                .param("claim", claim.number())
                .update();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Message message(ResultSet row, int index) throws SQLException {
        List<SigningSecret> secrets = new ArrayList<>(List.of(new SigningSecret(row.getString("secret"))));
        String old = row.getString("old_secret");
        if (old != null) {
            secrets.add(new SigningSecret(old));
        }
        return new Message(
                row.getObject("delivery", UUID.class),
                row.getInt("attempts"),
                Message.Kind.valueOf(row.getString("kind")),
                row.getString("url"),
                secrets,
                Event.row(row, index));
    }
}
