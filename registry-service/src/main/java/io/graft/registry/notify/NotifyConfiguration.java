package io.graft.registry.notify;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import okhttp3.Dns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    @Bean
    Sender webhookSender(
            WebhookSettings settings, OpenLineageSettings lineage, OpenLineage runs, JsonMapper json, Clock clock) {
        return new Sender(settings, lineage, runs::of, Dns.SYSTEM, json, clock);
    }

    /** Finds what is due again, and what was left by a registry that was killed. What is new wakes the courier by itself. */
    @Bean
    RecurringTask<Void> deliverWebhooks(Courier courier, WebhookSettings settings) {
        return Tasks.recurring("deliver-webhooks", FixedDelay.of(settings.look()))
                .execute((_, _) -> courier.wake());
    }

    @Bean
    RecurringTask<Void> forgetDeliveries(Deliveries deliveries, WebhookSettings settings) {
        return Tasks.recurring("forget-deliveries", FixedDelay.of(BETWEEN_SWEEPS))
                .execute((_, _) -> deliveries.forgetBefore(settings.keep()));
    }
}
