package io.graft.registry.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Knows who asked for what is being done. */
@Component
public class Actors {
    private static final String ATTRIBUTE = Actors.class.getName();
    private static final Actor REGISTRY = new Actor("registry", Set.of());

    Actors() {}

    /** Who sent the request that is being answered; {@code registry}, without a role, where the registry acts by itself. */
    public Actor current() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Actor actor
                ? actor
                : REGISTRY;
    }

    static void set(HttpServletRequest request, Actor actor) {
        request.setAttribute(ATTRIBUTE, actor);
    }
}
