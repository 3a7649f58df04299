package io.graft.registry.notify;

import com.sun.net.httpserver.Headers;
import io.graft.core.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * An endpoint's half of the Standard Webhooks specification 1.0.0, written from its text alone: HMAC is built from SHA-256 as
 * RFC 2104 has it.
 */
final class StandardWebhooks {
    private static final int BLOCK = 64;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private StandardWebhooks() {}

    static boolean accepts(String secret, Headers headers, String body, Instant now) {
        String id = headers.getFirst("webhook-id");
        String timestamp = headers.getFirst("webhook-timestamp");
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(TOLERANCE) <= 0
                && Arrays.stream(headers.getFirst("webhook-signature").split(" ", -1))
                        .anyMatch(signature -> signature.equals(sign(secret, id + "." + timestamp + "." + body)));
    }

    static String sign(String secret, String content) {
        byte[] key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, content.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        byte[] padded = Arrays.copyOf(key.length > BLOCK ? Digest.sha256().digest(key) : key, BLOCK);
        return hash(mixed(padded, 0x5c), hash(mixed(padded, 0x36), content));
    }

    private static byte[] hash(byte[] first, byte[] second) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update(first);
        return sha256.digest(second);
    }

    private static byte[] mixed(byte[] key, int pad) {
        byte[] mixed = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            mixed[i] = (byte) (key[i] ^ pad);
        }
        return mixed;
    }
}
