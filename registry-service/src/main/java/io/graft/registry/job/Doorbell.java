package io.graft.registry.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes waiting claims when PostgreSQL says that a job has come up, in whichever registry that was. It holds one connection;
 * while it has none, claims look by themselves from time to time.
 */
@Component
class Doorbell implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);
    private static final int LISTEN_MILLIS = 500;
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(2);

    private final DataSource database;
    private volatile @Nullable Thread listener;
    private long rings;

    Doorbell(DataSource database) {
        this.database = database;
    }

    /** How often it has rung; to be taken before looking for a job. */
    synchronized long rings() {
        return rings;
    }

    /** Waits until it has rung since, or the time is over. */
    synchronized void await(long since, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (rings == since) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    @Override
    public void start() {
        listener = Thread.ofVirtual().name("job doorbell").start(this::listenAlways);
    }

    @Override
    public void stop() {
        Thread running = listener;
        listener = null;
        ring();
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    private synchronized void ring() {
        rings++;
        notifyAll();
    }

    private void listenAlways() {
        while (isRunning()) {
            try (Connection connection = database.getConnection();
                    Statement listen = connection.createStatement()) {
                listen.execute("listen job_ready");
                ring();
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                pauseAfter(e);
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (isRunning()) {
            if (connection.getNotifications(LISTEN_MILLIS).length > 0) {
                ring();
            }
        }
    }

    private void pauseAfter(SQLException e) {
        if (isRunning()) {
            LOG.warn("No notifications of jobs for now: {}", e.getMessage());
            try {
                Thread.sleep(BEFORE_NEXT_TRY);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
