package io.graft.registry.job;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import io.graft.core.job.Backlog;
import io.graft.core.job.JobQueue;
import io.graft.core.job.JobQueueContract;
import io.graft.registry.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The contract on PostgreSQL. The module starts alone here, as it knows no other, and without its own timer. */
@SpringBootTest(
        classes = PostgresJobQueueTest.JobsAlone.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "spring.config.name=registry")
class PostgresJobQueueTest extends JobQueueContract {
    private final JobController queue;
    private final Jobs jobs;
    private final JdbcClient jdbc;

    @Autowired
    PostgresJobQueueTest(JobController queue, Jobs jobs, JdbcClient jdbc) {
        this.queue = queue;
        this.jobs = jobs;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry settings) {
        String url = TestDatabase.fresh();
        settings.add("spring.datasource.url", () -> url);
        settings.add("spring.datasource.username", () -> "postgres");
        settings.add("spring.datasource.password", () -> "postgres");
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from job").update();
    }

    @Override
    protected JobQueue queue() {
        return queue;
    }

    @Override
    protected Backlog backlog() {
        return jobs;
    }

    /** Only the database's clock counts, so everything that was written moves into the past. */
    @Override
    protected void passes(Duration time) {
        jdbc.sql("""
                update job
                   set created_at = created_at - :time::interval,
                       run_after = run_after - :time::interval,
                       lease_expires_at = lease_expires_at - :time::interval
                """).param("time", time.toMillis() + " milliseconds").update();
    }

    @EnableAutoConfiguration(exclude = DbSchedulerAutoConfiguration.class)
    @ComponentScan
    @ConfigurationPropertiesScan
    static class JobsAlone {}
}
