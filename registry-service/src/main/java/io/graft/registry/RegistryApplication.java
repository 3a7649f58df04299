package io.graft.registry;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the registry. Its settings are in {@code registry.yaml}, so that it can share a class path with the other services. */
@SpringBootApplication
public class RegistryApplication {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** For those who start it inside their own process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(RegistryApplication.class).properties("spring.config.name=registry");
    }
}
