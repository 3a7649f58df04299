package io.graft.registry.gate;

import io.graft.core.artifact.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** A key of Ed25519. */
record SigningKey(PublicKey publicKey, PrivateKey privateKey) {
    static final String ALGORITHM = "Ed25519";

    static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPublic(), pair.getPrivate());
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
    static SigningKey of(byte[] open, byte[] secret) {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return new SigningKey(
                    keys.generatePublic(new X509EncodedKeySpec(open)),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(secret)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The registry's signing key cannot be read", e);
        }
    }

    /** The digest of the public key. */
    String id() {
        return Digest.of(publicKey.getEncoded()).toString();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The registry's key %s cannot sign".formatted(id()), e);
        }
    }
}
