package io.graft.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.AfterFilterFunctions.removeResponseHeader;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Everything under {@code /api} is the registry's, bodies streamed both ways; and so are files where the Hugging Face Hub's clients
 * look for them, and what OCI's clients ask for.
 */
@Configuration(proxyBeanMethods = false)
class RegistryRoute {
    @Bean
    RouterFunction<ServerResponse> registry(GatewaySettings settings) {
        return route("registry")
                .route(
                        path("/api/**")
                                .or(path("/v2/**"))
                                .or(path("/{namespace}/{name}/resolve/**"))
                                .or(path("/{namespace}/{name}/raw/**"))
                                .or(path("/{namespace}/{name}.git/info/lfs/**"))
                                .or(path("/xet/**")),
                        http())
                .before(uri(settings.registry()))
                .after(removeResponseHeader(RequestIds.HEADER))
                .build();
    }

    /** An upload cannot be repeated, so no request may be spent on asking for HTTP/2. */
    @Bean(destroyMethod = "shutdownNow")
    HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(3))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Bodies are the registry's to read, also those that a client declares as forms. And so are URLs, with the slashes in {@code
     * refs%2Fpr%2F1} and the brackets in {@code expand[]} that the Hub's clients write.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestsAreLeftAlone() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setParseBodyMethods("");
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setProperty("relaxedQueryChars", "[]");
        });
    }
}
