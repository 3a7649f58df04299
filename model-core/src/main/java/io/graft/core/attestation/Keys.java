package io.graft.core.attestation;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of public keys: PEM, one or several, or JSON as a registry publishes it at {@code GET /api/v1/keys}. */
public final class Keys {
    private static final long LONGEST = 1 << 20;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----");

    private Keys() {}

    /**
     * The keys in a file.
     *
     * @throws GraftException {@link AttestationError#KEY_MALFORMED}
     */
    public static List<VerifyingKey> read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw malformed(file, "It has %d bytes".formatted(Files.size(file)));
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<VerifyingKey> keys = text.stripLeading().startsWith("[") ? json(file, text) : pem(file, text);
        if (keys.isEmpty()) {
            throw malformed(file, "It holds no key");
        }
        return keys;
    }

    private static List<VerifyingKey> pem(Path file, String text) {
        List<VerifyingKey> keys = new ArrayList<>();
        Matcher found = PEM.matcher(text);
        while (found.find()) {
            keys.add(key(file, found.group(1).replaceAll("\\s", "")));
        }
        return keys;
    }

    private static List<VerifyingKey> json(Path file, String text) {
        try {
            List<VerifyingKey> keys = new ArrayList<>();
            for (JsonNode key : JsonMapper.shared().readTree(text)) {
                keys.add(key(file, key.path("publicKey").asString("")));
            }
            return keys;
        } catch (JacksonException e) {
            throw malformed(file, "It is not JSON: " + e.getOriginalMessage());
        }
    }

    private static VerifyingKey key(Path file, String base64) {
        try {
            return VerifyingKey.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw malformed(file, "A key is not Base64: " + e.getMessage());
        }
    }

    private static GraftException malformed(Path file, String message) {
        return AttestationError.KEY_MALFORMED.at(
                file.toString(), message, "Give PEM files, or JSON as GET /api/v1/keys of the registry answers.");
    }
}
