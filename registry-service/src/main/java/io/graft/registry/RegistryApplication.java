package io.graft.registry;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the registry. Its settings are in {@code registry.yaml}, so that it can share a class path with the other services. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RegistryApplication {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** For those who start it inside their own process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(RegistryApplication.class).properties("spring.config.name=registry");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
