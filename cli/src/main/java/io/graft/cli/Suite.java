package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.gateway.BytesAtHand;
import io.graft.gateway.GatewayApplication;
import io.graft.registry.RegistryApplication;
import io.graft.worker.MergeWorker;
import io.graft.worker.WorkerSettings;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The whole suite over one data directory: a database, the registry, the gateway and a merge-worker in this process, and an
 * eval-worker in one of its own.
 */
final class Suite implements AutoCloseable {
    /** The gateway's libraries, which the registry would configure for itself as well. The gateway's settings list its own. */
    private static final String NOT_THE_REGISTRYS = Stream.of(
                    "GatewayServerMvcAutoConfiguration",
                    "GatewayMvcClassPathWarningAutoConfiguration",
                    "filter.FilterAutoConfiguration",
                    "handler.HandlerFunctionAutoConfiguration",
                    "handler.GatewayMultipartAutoConfiguration",
                    "predicate.PredicateAutoConfiguration",
                    "config.DefaultFunctionConfiguration")
            .map("org.springframework.cloud.gateway.server.mvc."::concat)
            .collect(Collectors.joining(","));

    private final int port;
    /** The workers of this suite are known to its registry by it, should it ask for tokens. */
    private final String workerToken = "graft_" + HexFormat.of().formatHex(randomBytes());

    private final AtomicReference<@Nullable Servlet> registryServlet = new AtomicReference<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Suite(int port) {
        this.port = port;
    }

    /**
     * Starts everything; returns when it answers.
     *
     * @param port of the gateway, on which people and programs talk to the suite
     */
    static Suite start(DataDirectory data, int port) throws IOException {
        Suite suite = new Suite(requireFree(port));
        try {
            suite.startParts(data);
            data.announce(suite.address().toString());
            return suite;
        } catch (IOException | RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Stops the parts in the opposite order, each after it finished what it was doing. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.getLogger(Suite.class.getName())
                        .log(System.Logger.Level.WARNING, "A part did not stop cleanly", e);
            }
        }
    }

    private void startParts(DataDirectory data) throws IOException {
        Database database = Database.start(data);
        parts.push(database);
        int registryPort = freePort();
        String registry = "http://127.0.0.1:" + registryPort;
        CompletableFuture<ConfigurableApplicationContext> gateway =
                CompletableFuture.supplyAsync(() -> gateway(registry), Thread.ofPlatform()::start);
        try {
            ConfigurableApplicationContext context = registry(data, database, registryPort);
            parts.push(context);
            registryServlet.set(context.getBean(DispatcherServlet.class));
        } finally {
            parts.push(started(gateway));
        }
        MergeWorker worker = worker(data, URI.create(registry));
        parts.push(worker);
        worker.start();
        if (EvalProcess.isPossible()) {
            parts.push(EvalProcess.start(data, URI.create(registry), workerToken));
        }
    }

    /** It reads inputs where the registry keeps them, and hands its output over in the same folder. */
    private MergeWorker worker(DataDirectory data, URI registry) throws IOException {
        return new MergeWorker(new WorkerSettings(
                registry,
                "embedded",
                data.cache(),
                DataSize.ofGigabytes(20),
                Runtime.getRuntime().availableProcessors(),
                DataSize.ofMegabytes(512),
                false,
                data.blobs(),
                workerToken));
    }

    private ConfigurableApplicationContext registry(DataDirectory data, Database database, int port) {
        return run(
                RegistryApplication.application(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--graft.access.worker-token=" + workerToken,
                "--graft.storage.kind=folder",
                "--graft.storage.folder=" + data.blobs(),
                "--graft.verification.mode=" + (EvalProcess.isPossible() ? "require" : "record"),
                "--spring.web.resources.add-mappings=false",
                "--spring.autoconfigure.exclude=" + NOT_THE_REGISTRYS);
    }

    /** Bytes go by the operating system from the registry's folder to the client, not through a proxy. */
    private boolean answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Servlet servlet = registryServlet.get();
        if (servlet != null) {
            servlet.service(request, response);
        }
        return servlet != null;
    }

    private ConfigurableApplicationContext gateway(String registry) {
        return run(
                GatewayApplication.application().initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(BytesAtHand.class, () -> this::answer)),
                "--server.port=" + port,
                "--graft.gateway.registry=" + registry);
    }

    private static ConfigurableApplicationContext run(SpringApplicationBuilder application, String... settings) {
        return application
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .run(settings);
    }

    private ConfigurableApplicationContext started(CompletableFuture<ConfigurableApplicationContext> service) {
        try {
            return service.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PortInUseException ? portTaken(port) : e;
        }
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static int requireFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw portTaken(port);
        }
    }

    /** One that nobody listens on at this moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static GraftException portTaken(int port) {
        return new GraftException(
                CliError.PORT_TAKEN,
                "port " + port,
                "Another program listens on port %d".formatted(port),
                "Stop it, or choose another port with --port.");
    }
}
