package io.graft.worker;

import java.io.IOException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts a merge-worker as a process of its own. Its settings are in {@code worker.yaml}; it needs nothing else of Spring Boot. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class MergeWorkerApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(MergeWorkerApplication.class)
                .properties("spring.config.name=worker")
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    MergeWorker worker(WorkerSettings settings) throws IOException {
        return new MergeWorker(settings);
    }
}
