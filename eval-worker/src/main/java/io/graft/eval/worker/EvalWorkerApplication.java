package io.graft.eval.worker;

import java.io.IOException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts an eval-worker as a process of its own. Its settings are in {@code eval.yaml}; it needs nothing else of Spring Boot. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class EvalWorkerApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(EvalWorkerApplication.class)
                .properties("spring.config.name=eval")
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    EvalWorker worker(EvalSettings settings) throws IOException {
        return new EvalWorker(settings);
    }
}
