package io.graft.registry.bundle;

import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to serve a bundle.
 *
 * @param bundle {@code namespace/name@number}
 * @param command program and arguments, one item each
 * @param environment that the program needs
 * @param files what must lie where before it starts: {@code graft pull} brings it
 * @param adapters by task
 */
record Serving(
        String engine,
        String bundle,
        Digest digest,
        List<String> command,
        Map<String, String> environment,
        List<Placed> files,
        List<Served> adapters) {
    /** @param version {@code namespace/name@number} */
    record Placed(String version, Digest digest, String path) {
        static Placed of(Bundle.Part part, Places places) {
            return new Placed(part.reference(), part.digest(), places.of(part));
        }
    }

    /**
     * An adapter as it is served.
     *
     * @param name by which requests ask for it
     * @param load brings it into a running server; null where its first request does
     * @param unload takes it out again, when nobody uses it; null where the server does so itself
     * @param request how to ask for it
     */
    record Served(
            String task,
            String name,
            String adapter,
            String path,
            @Nullable Call load,
            @Nullable Call unload,
            Call request) {}

    /** @param body as JSON */
    record Call(String method, String path, Map<String, Object> body) {
        static Call post(String path, Map<String, Object> body) {
            return new Call("POST", path, body);
        }
    }
}
