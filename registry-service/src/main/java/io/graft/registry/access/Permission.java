package io.graft.registry.access;

import io.graft.core.GraftException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks whether whoever sends a request may do what it does. Decides by the method that is to answer it, so that no spelling of
 * a path gets around it.
 */
@Component
class Permission implements HandlerInterceptor, WebMvcConfigurer {
    private static final Set<String> READING =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    /** Whoever has such a URL was given it by the registry, which signed it. */
    private static final String SIGNED = "/api/v1/blobs/uploads/";

    private final Actors actors;

    Permission(Actors actors) {
        this.actors = actors;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/**", "/api/2.0/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Actor actor = actors.current();
        String role = handler instanceof HandlerMethod method ? role(method) : null;
        if (!actor.mayAct() && (role != null || changes(request, handler))) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, Identification.CHALLENGE);
            throw new GraftException(
                    AccessError.TOKEN_MISSING,
                    HttpHeaders.AUTHORIZATION,
                    "This needs a token",
                    "Send Authorization: Bearer with one; an administrator makes it with POST /api/v1/tokens.");
        }
        if (role != null && !actor.has(role)) {
            throw missing(actor, role);
        }
        return true;
    }

    private static boolean changes(HttpServletRequest request, Object handler) {
        return !READING.contains(request.getMethod())
                && !(handler instanceof HandlerMethod method && method.hasMethodAnnotation(OnlyReads.class))
                && !String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                        .startsWith(SIGNED);
    }

    /** What the interfaces between registry and workers declare is for workers. */
    private static @Nullable String role(HandlerMethod method) {
        if (method.hasMethodAnnotation(HttpExchange.class)) {
            return Actor.WORKER;
        }
        NeedsRole needed = method.getMethodAnnotation(NeedsRole.class);
        NeedsRole ofAll = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), NeedsRole.class);
        return needed != null ? needed.value() : ofAll != null ? ofAll.value() : null;
    }

    private static GraftException missing(Actor actor, String role) {
        return new GraftException(
                AccessError.ROLE_MISSING,
                actor.name(),
                "This needs the role %s, which %s has not".formatted(role, actor.name()),
                "Ask somebody who has it, or an administrator for a token with it.");
    }
}
