package io.graft.gateway;

import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Tells the registry the address its client used, so that the links it signs lead through this gateway. Whatever the client
 * itself put into these headers was removed before.
 */
@Component
class ForwardedHeaders implements RequestHttpHeadersFilter, Ordered {
    @Override
    public HttpHeaders apply(HttpHeaders headers, ServerRequest request) {
        var servlet = request.servletRequest();
        var forwarded = new HttpHeaders();
        forwarded.addAll(headers);
        forwarded.set("X-Forwarded-For", servlet.getRemoteAddr());
        forwarded.set("X-Forwarded-Proto", servlet.getScheme());
        forwarded.set("X-Forwarded-Host", servlet.getServerName());
        forwarded.set("X-Forwarded-Port", String.valueOf(servlet.getServerPort()));
        return forwarded;
    }

    @Override
    public int getOrder() {
        return 100;
    }
}
