package io.graft.registry.access;

import io.graft.core.GraftException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Knows who asked for what is being done. */
@Component
public class Actors {
    private static final String ATTRIBUTE = Actors.class.getName();
    private static final Actor REGISTRY = new Actor("registry", Set.of());
    private static final ScopedValue<Actor> WISHED_BY = ScopedValue.newInstance();

    Actors() {}

    /** Who sent the request that is being answered; {@code registry}, without a role, where the registry acts by itself. */
    public Actor current() {
        if (WISHED_BY.isBound()) {
            return WISHED_BY.get();
        }
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Actor actor
                ? actor
                : REGISTRY;
    }

    /**
     * For what is a change by its content, not by its method.
     *
     * @throws GraftException {@link AccessError#TOKEN_MISSING}
     */
    public void requireOneWhoMayAct() {
        if (!current().mayAct()) {
            throw new GraftException(
                    AccessError.TOKEN_MISSING,
                    HttpHeaders.AUTHORIZATION,
                    "This needs a token",
                    "Send Authorization: Bearer with one; an administrator makes it with POST /api/v1/tokens.");
        }
    }

    /** Does by itself what somebody wished earlier: it is recorded under their name, and takes none of their roles. */
    public void onBehalfOf(String name, Runnable work) {
        ScopedValue.where(WISHED_BY, new Actor(name, Set.of())).run(work);
    }

    static void set(HttpServletRequest request, Actor actor) {
        request.setAttribute(ATTRIBUTE, actor);
    }
}
