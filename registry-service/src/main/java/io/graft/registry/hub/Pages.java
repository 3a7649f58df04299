package io.graft.registry.hub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Lists that come page by page. Clients follow a link until there is none; JavaScript's wants it absolute, with a space in it. */
final class Pages {
    /** As many entries as a page has at most. */
    static final int LONGEST = 1000;

    private static final String CURSOR = "cursor";
    private static final String TOTAL = "X-Total-Count";

    private Pages() {}

    /**
     * A stretch of a list that is known as a whole.
     *
     * @param path where it will be found in the same state when the next page is asked for
     */
    static <T> ResponseEntity<List<T>> of(List<T> all, int cursor, int limit, String path) {
        int from = Math.clamp(cursor, 0, all.size());
        int to = Math.min(all.size(), from + Math.clamp(limit, 1, LONGEST));
        ResponseEntity.BodyBuilder answer = to < all.size() ? linked(path, Integer.toString(to)) : ResponseEntity.ok();
        return answer.header(TOTAL, Integer.toString(all.size())).body(all.subList(from, to));
    }

    /** An answer that names where the list goes on. */
    static ResponseEntity.BodyBuilder linked(String path, String cursor) {
        String query = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam(CURSOR, UriUtils.encode(cursor, StandardCharsets.UTF_8))
                .build()
                .getQuery();
        String place = RepositoryController.root() + UriUtils.encodePath(path, StandardCharsets.UTF_8);
        return ResponseEntity.ok().header(HttpHeaders.LINK, "<%s?%s>; rel=\"next\"".formatted(place, query));
    }
}
