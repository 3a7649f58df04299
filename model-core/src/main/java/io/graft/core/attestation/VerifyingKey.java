package io.graft.core.attestation;

import io.graft.core.artifact.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** A public key of Ed25519 that signatures are checked with. */
public record VerifyingKey(PublicKey key) {
    public static final String ALGORITHM = "Ed25519";

    /**
     * A key from X.509's SubjectPublicKeyInfo.
     *
     * @throws io.graft.core.GraftException {@link AttestationError#KEY_MALFORMED}
     */
    public static VerifyingKey of(byte[] encoded) {
        try {
            return new VerifyingKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw AttestationError.KEY_MALFORMED.at(
                    "key",
                    "%d bytes are not a public key of %s".formatted(encoded.length, ALGORITHM),
                    "Take the key as the registry gives it: GET /api/v1/keys.");
        }
    }

    /** The digest of the key's encoding. */
    public String id() {
        return Digest.of(encoded()).toString();
    }

    /** X.509's SubjectPublicKeyInfo. */
    public byte[] encoded() {
        return key.getEncoded();
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // It says so of a signature of the wrong length, too
        }
    }
}
