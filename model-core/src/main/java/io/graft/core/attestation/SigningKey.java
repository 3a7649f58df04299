package io.graft.core.attestation;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** A key of Ed25519 that statements are signed with. */
public record SigningKey(VerifyingKey verifyingKey, PrivateKey privateKey) {
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
            return new SigningKey(new VerifyingKey(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 15 has Ed25519", e);
        }
    }

    /**
     * A key as it was kept.
     *
     * @param open X.509's SubjectPublicKeyInfo
     * @param secret PKCS #8
     */
    public static SigningKey of(byte[] open, byte[] secret) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret));
            return new SigningKey(VerifyingKey.of(open), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The registry's signing key cannot be read", e);
        }
    }

    /** The same as that of the key which its signatures are checked with. */
    public String id() {
        return verifyingKey.id();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The registry's key %s cannot sign".formatted(id()), e);
        }
    }
}
