package io.graft.registry;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes away what earlier tests left to do, so that a test's workers find its own jobs. */
public final class EmptyQueue {
    private EmptyQueue() {}

    public static void of(JdbcClient jdbc) {
        jdbc.sql("""
                update job set state = 'CANCELLED', lease_expires_at = null, finished_at = now()
                 where state in ('QUEUED', 'LEASED')
                """).update();
        jdbc.sql("update merge set state = 'CANCELLED', finished_at = now() where state in ('QUEUED', 'RUNNING')")
                .update();
        jdbc.sql("update evaluation set state = 'CANCELLED', finished_at = now() where state in ('QUEUED', 'RUNNING')")
                .update();
    }
}
