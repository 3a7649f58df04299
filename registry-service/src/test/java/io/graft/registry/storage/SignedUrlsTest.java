package io.graft.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;

class SignedUrlsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final SignedUrls urls = at(NOON);

    @BeforeEach
    void whileARequestIsAnswered() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setServerName("graft.example.org");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void afterwards() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void aUrlAllowsWhatItWasMadeForUntilItExpires() {
        URI url = urls.put("/parts/1");

        assertThat(url).hasHost("graft.example.org").hasPath("/parts/1");
        assertThatCode(() -> verify(urls, url, "PUT", "/parts/1")).doesNotThrowAnyException();
        assertThatCode(() -> verify(at(NOON.plusSeconds(3600)), url, "PUT", "/parts/1"))
                .doesNotThrowAnyException();
        BlobsContract.assertRefused(
                StorageError.URL_EXPIRED, () -> verify(at(NOON.plusSeconds(3601)), url, "PUT", "/parts/1"));
    }

    @Test
    void aUrlAllowsNothingElse() {
        URI url = urls.put("/parts/1");

        BlobsContract.assertRefused(StorageError.URL_FORGED, () -> verify(urls, url, "GET", "/parts/1"));
        BlobsContract.assertRefused(StorageError.URL_FORGED, () -> verify(urls, url, "PUT", "/parts/2"));
        BlobsContract.assertRefused(
                StorageError.URL_FORGED, () -> urls.verify("PUT", "/parts/1", expires(url) + 1, signature(url)));
        BlobsContract.assertRefused(StorageError.URL_FORGED, () -> urls.verify("PUT", "/parts/1", expires(url), "é"));
    }

    private static SignedUrls at(Instant time) {
        return new SignedUrls(new byte[32], Duration.ofHours(1), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static void verify(SignedUrls urls, URI url, String method, String path) {
        urls.verify(method, path, expires(url), signature(url));
    }

    private static long expires(URI url) {
        return Long.parseLong(parameter(url, "expires"));
    }

    private static String signature(URI url) {
        return parameter(url, "signature");
    }

    private static String parameter(URI url, String name) {
        return String.valueOf(
                UriComponentsBuilder.fromUri(url).build().getQueryParams().getFirst(name));
    }
}
