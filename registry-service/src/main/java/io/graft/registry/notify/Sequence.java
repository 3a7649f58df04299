package io.graft.registry.notify;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Numbers events in the order in which they can be seen, and queues them for the endpoints that want them.
 *
 * <p>A number taken from a sequence while the event is written says nothing about when its transaction commits: a reader who has
 * seen 8 would miss a 7 that commits later. So events are written without one. Whoever is about to read numbers what has been
 * committed by then, alone under a lock that is held for these few statements only. Taking that lock while writing would do as
 * well, but every transaction that tells of something would then hold it to its end, together with the rows it has locked.
 */
@Component
class Sequence {
    private final JdbcClient jdbc;

    Sequence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers what there is. Returns how much that was. */
    @Transactional
    public int advance() {
        if (!anyWithoutNumber()) {
            return 0;
        }
        alone();
        long last = last();
        int numbered = number(last);
        enlist(last);
        return numbered;
    }

    /** The caller's transaction numbers or rearranges what waits, and nobody else does meanwhile. */
    void alone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('event sequence', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** The highest number so far. */
    long last() {
        return jdbc.sql("select coalesce(max(seq), 0) from event")
                .query(Long.class)
                .single();
    }

    private boolean anyWithoutNumber() {
        return jdbc.sql("select exists (select from event where seq is null)")
                .query(Boolean.class)
                .single();
    }

    private int number(long last) {
        return jdbc.sql("""
                update event set seq = numbered.seq
                  from (select place, :last + row_number() over (order by place) as seq
                          from event where seq is null) numbered
                 where event.place = numbered.place
                """).param("last", last).update();
    }

    /** A test is for one endpoint, whatever that wants otherwise. */
    private void enlist(long last) {
        jdbc.sql("""
                with fresh as (
                    select e.*, coalesce(e.model, e.subject) as lane
                      from event e
                     where e.seq > :last
                ), wanted as (
                    select w.id as webhook_id, f.lane, f.seq
                      from fresh f join webhook w on w.enabled
                       and case when f.type = 'webhook.test' then f.subject = 'webhook ' || w.id
                                else exists (select from unnest(w.types) wanted_type where f.type like glob(wanted_type))
                                     and coalesce(f.model, '') like glob(w.models) end
                ), lanes as (
                    insert into lane (webhook_id, name, due_at)
                    select distinct webhook_id, lane, now() from wanted
                    on conflict (webhook_id, name) do update set due_at = coalesce(lane.due_at, excluded.due_at)
                )
                insert into delivery (webhook_id, lane, event_seq, state, created_at)
                select webhook_id, lane, seq, 'WAITING', now() from wanted order by seq
                """).param("last", last).update();
    }
}
