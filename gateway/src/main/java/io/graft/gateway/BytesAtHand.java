package io.graft.gateway;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers requests for the bytes of blobs without another hop. There is one where the registry runs in the gateway's process; a
 * store of its own is spoken to by clients themselves.
 */
@FunctionalInterface
public interface BytesAtHand {
    /** Answers, or returns false and has not touched the request. */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
}
