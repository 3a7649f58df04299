package io.graft.registry.eviction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When merged versions are kept as their recipe alone without anybody asking for it.
 *
 * @param after how long nobody has wanted their bytes; null for never
 * @param every how often to look
 */
@ConfigurationProperties("graft.eviction")
record EvictionSettings(
        @Nullable Duration after, @DefaultValue("1h") Duration every) {}
