package io.graft.worker;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a merge-worker as a process of its own. Its settings are in {@code worker.yaml}. */
@SpringBootApplication
public class MergeWorkerApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(MergeWorkerApplication.class)
                .properties("spring.config.name=worker")
                .web(WebApplicationType.NONE)
                .run(arguments);
    }
}
