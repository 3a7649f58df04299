package io.graft.registry.storage;

import io.graft.core.GraftException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The registry's own signed URLs: whoever has one may do one thing, with one method, to one path, until it expires. The
 * signature is HMAC-SHA256 over {@code METHOD path expires}.
 */
final class SignedUrls {
    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;
    private final Duration last;
    private final Clock clock;

    SignedUrls(byte[] key, Duration last, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.last = last;
        this.clock = clock;
    }

    URI get(String path) {
        return sign("GET", path);
    }

    URI put(String path) {
        return sign("PUT", path);
    }

    /**
     * @param expires seconds since the epoch, as it stood in the URL
     * @throws GraftException {@link StorageError#URL_FORGED} or {@link StorageError#URL_EXPIRED}
     */
    void verify(String method, String path, long expires, String signature) {
        byte[] expected = signature(method, path, expires).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw new GraftException(
                    StorageError.URL_FORGED,
                    path,
                    "The signature does not allow %s on this path".formatted(method),
                    "Use the URL as the registry gave it.");
        }
        if (clock.instant().getEpochSecond() > expires) {
            throw new GraftException(
                    StorageError.URL_EXPIRED, path, "The URL has expired", "Ask the registry for a new one.");
        }
    }

    private URI sign(String method, String path) {
        long expires = clock.instant().plus(last).getEpochSecond();
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(path)
                .queryParam("expires", expires)
                .queryParam("signature", signature(method, path, expires))
                .build()
                .toUri();
    }

    private String signature(String method, String path, long expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] text = "%s %s %d".formatted(method, path, expires).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }
}
