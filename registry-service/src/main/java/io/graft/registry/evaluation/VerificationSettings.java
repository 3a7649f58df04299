package io.graft.registry.evaluation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether merges of adapters are proved.
 *
 * @param mode when a merged version becomes ready
 * @param workerSeen how long ago an eval-worker may have asked for work to count as there
 */
@ConfigurationProperties("graft.verification")
record VerificationSettings(
        @DefaultValue("auto") Mode mode, @DefaultValue("1m") Duration workerSeen) {
    enum Mode {
        /** As with {@code require} where an eval-worker is there, as with {@code record} where none is. */
        AUTO,
        /** Only when it is proved, however long that takes. */
        REQUIRE,
        /** At once; it is taken back if the proof fails later. */
        RECORD,
        /** At once, and nothing is proved unless somebody asks. */
        OFF
    }
}
