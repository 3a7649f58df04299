package io.graft.registry.storage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When what nobody needs is removed.
 *
 * @param every how often to look
 * @param grace how long bytes are kept that nobody refers to
 */
@ConfigurationProperties("graft.sweep")
record SweepSettings(
        @DefaultValue("1h") Duration every,
        @DefaultValue("1h") Duration grace) {}
