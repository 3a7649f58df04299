package io.graft.registry.model;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VerificationTask {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    /** One per version, named by its id. If the store is out of reach it is tried again, less and less often. */
    @Bean
    OneTimeTask<Void> verifyVersion(Verification verification) {
        return Tasks.oneTime("verify-version")
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> verification.verify(UUID.fromString(instance.getId())));
    }
}
