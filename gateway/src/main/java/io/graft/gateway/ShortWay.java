package io.graft.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes requests that carry a signature for the bytes of a blob to where those are, if that is in this process. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ShortWay extends OncePerRequestFilter {
    private static final String BLOBS = "/api/v1/blobs/";
    private final ObjectProvider<BytesAtHand> bytes;

    ShortWay(ObjectProvider<BytesAtHand> bytes) {
        this.bytes = bytes;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(BLOBS) || request.getParameter("signature") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BytesAtHand atHand = bytes.getIfAvailable();
        if (atHand == null || !atHand.answer(request, response)) {
            chain.doFilter(request, response);
        }
    }
}
