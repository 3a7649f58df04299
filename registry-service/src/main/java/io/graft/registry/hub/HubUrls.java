package io.graft.registry.hub;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets URLs through as the Hub's clients write them. In a revision, such as {@code refs%2Fpr%2F1}, a slash is encoded, and JavaScript's
 * client asks for {@code expand[]=likes}; Tomcat refuses both by default.
 */
@Configuration(proxyBeanMethods = false)
class HubUrls {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> urlsAreTheHubs() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setProperty("relaxedQueryChars", "[]");
        });
    }
}
