package io.graft.registry.xet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How bytes that are here twice become bytes that are here once.
 *
 * @param every how often to look for blobs that were not looked at
 * @param smallest of the blobs that are looked at
 * @param worthwhile which share of a blob must be here already for it to be kept as stretches of others; over 1 for never
 */
@ConfigurationProperties("graft.deduplication")
record XetSettings(
        @DefaultValue("5m") Duration every,
        @DefaultValue("16MB") DataSize smallest,
        @DefaultValue("0.2") double worthwhile) {}
