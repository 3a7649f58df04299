package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SenderTest {
    private static final String PUBLIC = "93.184.215.14";
    private final Receiver receiver = Receiver.start();

    @AfterEach
    void stop() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0177.0.0.1"})
    void anAddressThatIsNotPublicIsNotCalledHoweverItIsSpelled(String host) {
        Reply reply = sender(Set.of(), Dns.SYSTEM).send(to("http://%s:%d/".formatted(host, receiver.port())));

        assertThat(reply.status()).isNull();
        assertThat(reply.error()).isNotBlank();
        assertThat(receiver.wasLeftAlone()).isTrue();
    }

    @Test
    void aNameThatStandsForAnotherAddressByNowIsAskedAgain() throws Exception {
        Deque<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        Dns names = _ -> List.of(InetAddress.ofLiteral(answers.removeFirst()));
        assertThat(names.lookup("hooks.example")).allMatch(Addresses::isPublic);

        Reply reply = sender(Set.of(), names).send(to("http://hooks.example:%d/".formatted(receiver.port())));

        assertThat(reply.error()).contains("not a public address");
        assertThat(answers).isEmpty();
        assertThat(receiver.wasLeftAlone()).isTrue();
    }

    @Test
    void ofSeveralAddressesOfANameNoneThatIsNotPublicIsCalled() {
        Dns names = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

        Reply reply = sender(Set.of(), names).send(to("http://hooks.example:%d/".formatted(receiver.port())));

        assertThat(reply.error()).contains("not a public address");
        assertThat(receiver.wasLeftAlone()).isTrue();
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        try (Receiver inside = Receiver.start()) {
            receiver.redirectingTo(inside.url());

            Reply reply = sender(Set.of("127.0.0.1"), Dns.SYSTEM).send(to(receiver.url()));

            assertThat(reply.status()).isEqualTo(302);
            assertThat(reply.accepted()).isFalse();
            assertThat(receiver.next().id()).isEqualTo("evt_1");
            assertThat(inside.wasLeftAlone()).isTrue();
        }
    }

    @Test
    void aHostThatIsAllowedIsCalledWhereverItIs() {
        assertThat(sender(Set.of("127.0.0.1"), Dns.SYSTEM)
                        .send(to(receiver.url()))
                        .accepted())
                .isTrue();
    }

    @Test
    void anEndpointThatTalksWithoutEndIsNotListenedTo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> talk(server));

            Reply reply = sender(Set.of("127.0.0.1"), Dns.SYSTEM)
                    .send(to("http://127.0.0.1:%d/".formatted(server.getLocalPort())));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.excerpt()).hasSize(1024).startsWith("bla bla");
        }
    }

    @Test
    void anEndpointThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Reply reply = sender(Set.of("127.0.0.1"), Dns.SYSTEM)
                    .send(to("http://127.0.0.1:%d/".formatted(server.getLocalPort())));

            assertThat(reply.status()).isNull();
            assertThat(reply.error()).contains("timeout");
        }
    }

    private static void talk(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                client.getOutputStream().write("bla ".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException clientGone) {
            assertThat(clientGone).isNotNull();
        }
    }

    private static Sender sender(Set<String> allowed, Dns names) {
        WebhookSettings settings = new WebhookSettings(
                false,
                allowed,
                List.of(),
                Duration.ofSeconds(2),
                1,
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofDays(1));
        return new Sender(
                settings,
                new OpenLineageSettings("", "", "graft"),
                event -> {
                    throw new AssertionError(event);
                },
                names,
                new JsonMapper(),
                Clock.systemUTC());
    }

    private static Message to(String url) {
        Event event = new Event(1, "evt_1", "webhook.test", Instant.EPOCH, "test", null, "{}");
        return new Message(UUID.randomUUID(), 0, Message.Kind.WEBHOOK, url, List.of(SigningSecret.fresh()), event);
    }
}
