package io.graft.gateway;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param registry where the registry listens, such as {@code http://localhost:8081} */
@ConfigurationProperties("graft.gateway")
record GatewaySettings(URI registry) {
    GatewaySettings {
        if (registry.getHost() == null
                || !("http".equals(registry.getScheme()) || "https".equals(registry.getScheme()))) {
            throw new IllegalArgumentException(
                    "graft.gateway.registry must be an http or https address such as http://localhost:8081, but is "
                            + registry);
        }
    }
}
