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
    private static final String PART = " part ";

    /** One per version, named by its id. If the store is out of reach it is tried again, less and less often. */
    @Bean
    OneTimeTask<Void> verifyVersion(Verification verification) {
        return Tasks.oneTime("verify-version")
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> verification.verify(UUID.fromString(instance.getId())));
    }

    /** One per version whose bytes have come again, named by its id. */
    @Bean
    OneTimeTask<Void> verifyAgain(Verification verification) {
        return Tasks.oneTime("verify-again")
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> verification.verifyAgain(UUID.fromString(instance.getId())));
    }

    /** One per part of a version, named by both. */
    @Bean
    OneTimeTask<Void> verifyPart(Verification verification) {
        return Tasks.oneTime("verify-part")
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> verifyPart(verification, instance.getId()));
    }

    static String nameOfPart(UUID version, int part) {
        return version + PART + part;
    }

    private static void verifyPart(Verification verification, String name) {
        int end = name.indexOf(PART);
        verification.verifyPart(
                UUID.fromString(name.substring(0, end)),
                Integer.parseInt(name, end + PART.length(), name.length(), 10));
    }
}
