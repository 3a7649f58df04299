package io.graft.cli;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends what the services log to a file, so that the terminal is for people. */
final class Logs {
    private Logs() {}

    /** For the whole process, in place of Spring's own logging set-up: two services share it. Comes before the first logger. */
    static void writeTo(Path folder) {
        System.setProperty("graft.logs", folder.toString());
        System.setProperty("logback.configurationFile", "suite-logging.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** For commands that run models on local files: their libraries have much to say. Comes before the first logger. */
    static void errorsOnly() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "quiet-logging.xml");
        }
    }
}
