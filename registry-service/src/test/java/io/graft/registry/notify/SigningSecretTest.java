package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningSecretTest {
    /** The example that the reference libraries of Standard Webhooks test themselves with. */
    @Test
    void signsAsTheReferenceLibrariesDo() {
        SigningSecret secret = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        String body = "{\"test\": 2432232314}";
        String expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(expected);
        assertThat(StandardWebhooks.sign(secret.text(), "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + body))
                .isEqualTo(expected);
    }

    @Test
    void aFreshSecretIsLongAndItsOwn() {
        String one = SigningSecret.fresh().text();

        assertThat(one).startsWith("whsec_").isNotEqualTo(SigningSecret.fresh().text());
        assertThat(Base64.getDecoder().decode(one.substring(6))).hasSize(32);
    }

    @Test
    void aSecretIsNotPrinted() {
        SigningSecret secret = SigningSecret.fresh();

        assertThat(secret.toString()).isNotEqualTo(secret.text()).startsWith("whsec_");
    }
}
