package io.graft.registry.storage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long to wait for those who stopped in the middle.
 *
 * @param expireAfter how long an upload is kept that nobody goes on with
 */
@ConfigurationProperties("graft.uploads")
public record UploadSettings(@DefaultValue("24h") Duration expireAfter) {}
