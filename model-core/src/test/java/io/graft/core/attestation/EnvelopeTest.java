package io.graft.core.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    /** From DSSE's protocol.md. */
    private static final String TYPE = "http://example.com/HelloWorld";

    private static final byte[] BODY = "hello world".getBytes(StandardCharsets.UTF_8);
    private static final String X = "46950820868899156662930047687818585632848591499744589407958293238635476079160";
    private static final String Y = "5640078356564379163099075877009565129882514886557779369047442380624545832820";
    private static final String SIGNATURE =
            "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==";

    @Test
    void whatIsSignedIsEncodedAsInTheSpecification() {
        assertThat(new String(Envelope.preAuthentication(TYPE, BODY), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void lengthsAreOfBytes() {
        assertThat(new String(
                        Envelope.preAuthentication("ä", "€".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 2 ä 3 €");
    }

    @Test
    void theSpecificationsSignatureIsOverTheseBytes() throws Exception {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(new BigInteger(X), new BigInteger(Y)),
                        curve.getParameterSpec(ECParameterSpec.class)));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update(Envelope.preAuthentication(TYPE, BODY));

        assertThat(signature.verify(Base64.getDecoder().decode(SIGNATURE))).isTrue();
    }

    @Test
    void anEnvelopeIsSignedWithTheKeyItNames() throws Exception {
        SigningKey key = SigningKey.generate();
        Envelope envelope = Envelope.of(BODY, TYPE, key);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key.verifyingKey().key());
        signature.update(Envelope.preAuthentication(envelope.payloadType(), envelope.body()));

        assertThat(envelope.signatures().getFirst().keyid()).isEqualTo(key.id());
        assertThat(signature.verify(Base64.getDecoder()
                        .decode(envelope.signatures().getFirst().sig())))
                .isTrue();
    }
}
