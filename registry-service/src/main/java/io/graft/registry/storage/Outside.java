package io.graft.registry.storage;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Whether the request being answered came through a proxy such as the gateway. Workers in the registry's own network call it
 * directly, and reach the store by another address than those who come from outside.
 */
final class Outside implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && original(attributes.getRequest()) instanceof HttpServletRequest request
                && (request.getHeader("X-Forwarded-Host") != null || request.getHeader("Forwarded") != null);
    }

    /** Spring's own filter hides the headers once it has used them. */
    private static ServletRequest original(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }
}
