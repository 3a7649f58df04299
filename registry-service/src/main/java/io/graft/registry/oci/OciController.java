package io.graft.registry.oci;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a registry of OCI artifacts is asked besides for artifacts, and what this one does not do. */
@RestController
class OciController {
    static final String DIGEST = "Docker-Content-Digest";
    private static final String API = "Docker-Distribution-API-Version";
    private static final int MOST = 1000;

    private final Repositories repositories;
    private final OciTags tags;

    OciController(Repositories repositories, OciTags tags) {
        this.repositories = repositories;
        this.tags = tags;
    }

    /** The tags of a repository. */
    record TagList(String name, List<String> tags) {}

    /** Manifests about another one. */
    record Index(int schemaVersion, String mediaType, List<Descriptor> manifests) {}

    @ExceptionHandler
    ResponseEntity<OciRefusal> refused(GraftException error) {
        return OciRefusal.of(error);
    }

    /** Clients find out by it whether they speak to a registry, and whether they have to log in. */
    @GetMapping({"/v2", "/v2/"})
    ResponseEntity<Map<String, String>> registry() {
        return ResponseEntity.ok().header(API, "registry/2.0").body(Map.of());
    }

    @GetMapping("/v2/{namespace}/{name}/tags/list")
    ResponseEntity<TagList> tags(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestParam(defaultValue = "" + MOST) int n,
            @RequestParam(defaultValue = "") String last) {
        ModelName model = repositories.find(namespace, name);
        int limit = Math.clamp(n, 0, MOST);
        List<String> found = tags.after(model, last, limit + 1);
        List<String> page = found.subList(0, Math.min(limit, found.size()));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (found.size() > limit && limit > 0) {
            answer.header(HttpHeaders.LINK, next("/v2/%s/%s/tags/list".formatted(namespace, name), page.getLast(), n));
        }
        return answer.body(new TagList(namespace + "/" + name, page));
    }

    /** Signatures and the like are kept elsewhere; none refers to a manifest here. */
    @GetMapping("/v2/{namespace}/{name}/referrers/{digest}")
    ResponseEntity<Index> referrers(@PathVariable String namespace, @PathVariable String name) {
        repositories.find(namespace, name);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(MediaTypes.INDEX))
                .body(new Index(2, MediaTypes.INDEX, List.of()));
    }

    @GetMapping("/v2/**")
    void nothing(HttpServletRequest request) {
        throw OciError.nothingAt(request.getRequestURI());
    }

    @RequestMapping(
            path = "/v2/**",
            method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE})
    void write(HttpServletRequest request) {
        throw OciError.readOnly(request.getRequestURI());
    }

    private static String next(String path, String last, int n) {
        return "<%s?n=%d&last=%s>; rel=\"next\"".formatted(path, n, URLEncoder.encode(last, StandardCharsets.UTF_8));
    }
}
