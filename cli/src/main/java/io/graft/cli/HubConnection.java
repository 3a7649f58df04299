package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks what speaks the Hugging Face Hub's protocol. Only the endpoint itself ever sees the token. */
final class HubConnection {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int MOST_HOPS = 10;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);

    private final URI endpoint;
    private final Optional<String> token;
    private volatile boolean answeredBefore;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    HubConnection(URI endpoint, Optional<String> token) {
        if (!isWeb(endpoint)) {
            throw new GraftException(
                    ImportError.HUB_ENDPOINT_MALFORMED,
                    endpoint.toString(),
                    "%s is not the address of a server".formatted(endpoint),
                    "Write it as https://huggingface.co.");
        }
        this.endpoint = endpoint;
        this.token = token;
    }

    /** Host and port, as a name of a folder. */
    String label() {
        return origin(endpoint).replaceAll("[^A-Za-z0-9.-]+", "_");
    }

    /** @param segments are encoded each; none of them can lead elsewhere */
    URI at(String path, String... segments) {
        String more = Arrays.stream(segments).map(HubConnection::encoded).collect(Collectors.joining("/"));
        return URI.create(endpoint.toString().replaceAll("/+$", "") + path + more);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Asks once, and follows where it is sent.
     *
     * @return an answer whose body the caller closes
     * @throws IOException where it may be better next time
     * @throws GraftException where it will not
     */
    HttpResponse<InputStream> open(URI from, Map<String, String> headers) throws IOException, InterruptedException {
        URI at = from;
        boolean trusted = isHome(at);
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            HttpResponse<InputStream> answer = send(request(at, headers, trusted));
            if (!ELSEWHERE.contains(answer.statusCode())) {
                return HubRefusal.requireNone(answer, from, token.isPresent());
            }
            answer.body().close();
            at = next(at, answer);
            // Once away, whoever sends it back could have chosen what is asked with the token.
            trusted = trusted && isHome(at);
        }
        throw new IOException("sent elsewhere more than %d times".formatted(MOST_HOPS));
    }

    /** A server that goes away in the middle is waited for; one that never answered is not. */
    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            answeredBefore = true;
            return answer;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            if (answeredBefore) {
                throw e;
            }
            throw new GraftException(
                    ImportError.HUB_FAILED,
                    endpoint.toString(),
                    "No server answers at %s".formatted(endpoint),
                    "Check the network, or name another server with --endpoint or HF_ENDPOINT.",
                    e);
        }
    }

    private HttpRequest request(URI at, Map<String, String> headers, boolean trusted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .timeout(ANSWER)
                .header("User-Agent", "graft/0.1.0")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        if (trusted) {
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        }
        return request.build();
    }

    private static URI next(URI at, HttpResponse<?> answer) throws IOException {
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            URI next = at.resolve(URI.create(location));
            if (location.isEmpty() || !isWeb(next) || isWeaker(at, next)) {
                throw new IOException("sent to an address that is not to be trusted");
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw new IOException("sent to what is no address", e);
        }
    }

    private static boolean isWeaker(URI at, URI next) {
        return at.getScheme().equalsIgnoreCase("https") && !next.getScheme().equalsIgnoreCase("https");
    }

    private static boolean isWeb(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return Set.of("http", "https").contains(scheme) && uri.getHost() != null;
    }

    private boolean isHome(URI uri) {
        return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
                && origin(endpoint).equals(origin(uri));
    }

    private static String origin(URI uri) {
        int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return uri.getHost().toLowerCase(Locale.ROOT) + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** A signature in a log would let its reader do what it allows. */
    static String withoutSignature(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
