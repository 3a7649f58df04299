package io.graft.registry.gate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A signed payload, by <a href="https://github.com/secure-systems-lab/dsse">DSSE</a>.
 *
 * @param payload in Base64
 */
record Envelope(String payload, String payloadType, List<Signed> signatures) {
    /** @param sig in Base64 */
    record Signed(String keyid, String sig) {}

    static Envelope of(byte[] payload, String payloadType, SigningKey key) {
        byte[] signature = key.sign(preAuthentication(payloadType, payload));
        return new Envelope(
                Base64.getEncoder().encodeToString(payload),
                payloadType,
                List.of(new Signed(key.id(), Base64.getEncoder().encodeToString(signature))));
    }

    byte[] body() {
        return Base64.getDecoder().decode(payload);
    }

    /** What is signed: DSSE's pre-authentication encoding of type and body. */
    static byte[] preAuthentication(String type, byte[] body) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("DSSEv1 %d ".formatted(typeBytes.length).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(typeBytes);
        bytes.writeBytes(" %d ".formatted(body.length).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
