package io.graft.core.attestation;

import io.graft.core.GraftException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A signed payload, by <a href="https://github.com/secure-systems-lab/dsse">DSSE</a>.
 *
 * @param payload in Base64
 */
public record Envelope(String payload, String payloadType, List<Signed> signatures) {
    /**
     * A signature.
     *
     * @param sig in Base64
     */
    public record Signed(String keyid, String sig) {
        public Signed {
            Objects.requireNonNull(keyid, "keyid");
            Objects.requireNonNull(sig, "sig");
        }
    }

    public Envelope {
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(payloadType, "payloadType");
        signatures = List.copyOf(signatures);
    }

    public static Envelope of(byte[] payload, String payloadType, SigningKey key) {
        byte[] signature = key.sign(preAuthentication(payloadType, payload));
        return new Envelope(
                Base64.getEncoder().encodeToString(payload),
                payloadType,
                List.of(new Signed(key.id(), Base64.getEncoder().encodeToString(signature))));
    }

    /**
     * What was signed, without a look at the signatures.
     *
     * @throws GraftException {@link AttestationError#ATTESTATION_MALFORMED}
     */
    public byte[] body() {
        return decoded("payload", payload);
    }

    /**
     * What was signed, if one of these keys signed it.
     *
     * @throws GraftException {@link AttestationError#ATTESTATION_KEY_UNKNOWN} or {@link AttestationError#ATTESTATION_SIGNATURE_WRONG}
     */
    public byte[] body(List<VerifyingKey> keys) {
        List<Signed> known = signatures.stream()
                .filter(signed -> keys.stream().anyMatch(key -> key.id().equals(signed.keyid())))
                .toList();
        if (known.isEmpty()) {
            throw AttestationError.ATTESTATION_KEY_UNKNOWN.at(
                    "signatures",
                    "It is signed with %s, and the keys at hand are %s".formatted(names(signatures), ids(keys)),
                    "Get the registry's keys from GET /api/v1/keys, over a way that you trust.");
        }
        byte[] body = body();
        byte[] message = preAuthentication(payloadType, body);
        if (known.stream().noneMatch(signed -> isBy(keys, signed, message))) {
            throw AttestationError.ATTESTATION_SIGNATURE_WRONG.at(
                    "signatures",
                    "The signature by %s is not of this content: one or the other was changed".formatted(names(known)),
                    "Fetch the artifact and its attestation anew.");
        }
        return body;
    }

    private static boolean isBy(List<VerifyingKey> keys, Signed signed, byte[] message) {
        byte[] signature = decoded("signatures", signed.sig());
        return keys.stream()
                .filter(key -> key.id().equals(signed.keyid()))
                .anyMatch(key -> key.verifies(message, signature));
    }

    private static byte[] decoded(String where, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw AttestationError.malformed(where, "It is not Base64: " + e.getMessage(), e);
        }
    }

    private static String names(List<Signed> signatures) {
        return signatures.stream().map(Signed::keyid).collect(Collectors.joining(", "));
    }

    private static String ids(List<VerifyingKey> keys) {
        return keys.isEmpty() ? "none" : keys.stream().map(VerifyingKey::id).collect(Collectors.joining(", "));
    }

    /** What is signed: DSSE's pre-authentication encoding of type and body. */
    public static byte[] preAuthentication(String type, byte[] body) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("DSSEv1 %d ".formatted(typeBytes.length).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(typeBytes);
        bytes.writeBytes(" %d ".formatted(body.length).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
