package io.graft.registry.xet;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.xet.Chunk;
import io.graft.core.xet.Hashing;
import io.graft.core.xet.MerkleHash;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What clients of Xet send is believed only as far as it can be checked. */
@RegistryTest
class XetStoryTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String TAG = "48465265706f4d6574614461746100556967456a7b815783a5bdd95ccdd14aa9";

    private final byte[] data = data();
    /** The same chunk twice: were it once, the file would be the xorb's data, and whole. */
    private final byte[] file = twice(data);

    private final Chunk chunk = new Chunk(Hashing.chunk(data, 0, data.length), data.length);
    private final Uploader client;
    private final String root;

    XetStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
        this.root = "http://localhost:" + port;
    }

    @Test
    void aFileInChunksIsCommittedAndFetchedWholeAndInChunks() {
        assertThat(send("/xet/v1/xorbs/default/" + chunk.hash(), xorb())
                        .json()
                        .path("was_inserted")
                        .asBoolean())
                .isTrue();
        assertThat(send("/xet/v1/xorbs/default/" + chunk.hash(), xorb())
                        .json()
                        .path("was_inserted")
                        .asBoolean())
                .isFalse();
        assertThat(send("/xet/v1/shards", shard(chunk.hash(), proof(), Digest.of(file)))
                        .status())
                .isEqualTo(200);
        String repository = commit(Digest.of(file));

        Answer head = client.send(HttpRequest.newBuilder(URI.create(root + "/" + repository + "/resolve/main/data.txt"))
                .method("HEAD", BodyPublishers.noBody()));
        MerkleHash hash = Hashing.file(List.of(chunk, chunk));
        assertThat(head.header("X-Xet-Hash")).isEqualTo(hash.toString());
        Answer whole = get("/" + repository + "/resolve/main/data.txt");
        assertThat(client.get(whole.header("Location")).raw().body()).isEqualTo(file);
        Answer range = client.send(client.request(whole.header("Location"))
                .header("Range", "bytes=%d-%d".formatted(data.length - 5, data.length + 4))
                .GET());
        assertThat(range.raw().body()).isEqualTo(Arrays.copyOfRange(file, data.length - 5, data.length + 5));

        JsonNode made = get("/xet/v1/reconstructions/" + hash).json();
        assertThat(made.path("terms").get(0).path("unpacked_length").asInt()).isEqualTo(data.length);
        JsonNode fetch = made.path("fetch_info").path(chunk.hash().toString()).get(0);
        Answer sent = client.send(client.request(fetch.path("url").asString())
                .header(
                        "Range",
                        "bytes=%d-%d"
                                .formatted(
                                        fetch.path("url_range").path("start").asInt(),
                                        fetch.path("url_range").path("end").asInt()))
                .GET());
        assertThat(sent.status()).isEqualTo(206);
        assertThat(sent.raw().body()).isEqualTo(xorb());
        assertThat(get("/xet/v1/chunks/default-merkledb/" + chunk.hash()).status())
                .isEqualTo(200);
    }

    @Test
    void aXorbThatIsNotWhatItIsCalledIsRefused() {
        Answer other = send("/xet/v1/xorbs/default/" + "0".repeat(64), xorb());
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().path("error").asString()).contains(chunk.hash().toString());
        assertThat(send("/xet/v1/xorbs/default/short", xorb()).status()).isEqualTo(400);
        assertThat(get("/xet/v1/chunks/default-merkledb/" + chunk.hash()).status())
                .isEqualTo(404);
    }

    @Test
    void aShardIsRefusedThatSpeaksOfWhatIsNotHereOrNotKnownToItsSender() {
        assertThat(send("/xet/v1/shards", shard(chunk.hash(), proof(), Digest.of(file)))
                        .status())
                .isEqualTo(400);
        send("/xet/v1/xorbs/default/" + chunk.hash(), xorb());
        MerkleHash guessed = Hashing.range(List.of(chunk, chunk));
        assertThat(send("/xet/v1/shards", shard(chunk.hash(), guessed, Digest.of(file)))
                        .json()
                        .path("error")
                        .asString())
                .contains("proof");
        assertThat(send("/xet/v1/shards", new byte[] {1, 2, 3}).status()).isEqualTo(400);
    }

    /** It passes until its bytes are read back, and then nobody ever sees it. */
    @Test
    void aFileWithAnotherSha256ThanItSaysIsNotCommitted() {
        send("/xet/v1/xorbs/default/" + chunk.hash(), xorb());
        Digest wrong = Digest.of("something else");
        assertThat(send("/xet/v1/shards", shard(chunk.hash(), proof(), wrong)).status())
                .isEqualTo(200);
        String repository = create();
        Answer refused = send("/api/models/%s/commit/draft".formatted(repository), changes(wrong));
        assertThat(refused.status()).isEqualTo(404);
        refused = send("/api/models/%s/commit/main".formatted(repository), changes(wrong));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asString()).contains("digest");
        assertThat(get("/api/models/%s/tree/main".formatted(repository)).json().size())
                .isZero();
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThat(get("/xet/v1/reconstructions/" + "1".repeat(64)).status()).isEqualTo(404);
        assertThat(get("/xet/v1/xorbs/default/" + "1".repeat(64)).status()).isEqualTo(404);
    }

    private MerkleHash proof() {
        return Hashing.range(List.of(chunk));
    }

    private String create() {
        String name = "f" + UUID.randomUUID().toString().substring(0, 8);
        client.send(HttpRequest.newBuilder(URI.create(root + "/api/repos/create"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"organization\": \"xet\", \"name\": \"%s\"}".formatted(name))));
        return "xet/" + name;
    }

    private String commit(Digest sha256) {
        String repository = create();
        assertThat(send("/api/models/%s/commit/main".formatted(repository), changes(sha256))
                        .status())
                .isEqualTo(200);
        return repository;
    }

    private byte[] changes(Digest sha256) {
        return """
                {"key": "header", "value": {"summary": "chunks", "description": ""}}
                {"key": "lfsFile", "value": {"path": "data.txt", "algo": "sha256", "oid": "%s", "size": %d}}
                """.formatted(sha256.hex(), file.length).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] xorb() {
        ByteArrayOutputStream xorb = new ByteArrayOutputStream();
        byte low = (byte) data.length;
        byte middle = (byte) (data.length >> 8);
        xorb.writeBytes(new byte[] {0, low, middle, 0, 0, low, middle, 0});
        xorb.writeBytes(data);
        return xorb.toByteArray();
    }

    private byte[] shard(MerkleHash xorb, MerkleHash proof, Digest sha256) {
        ByteBuffer shard = ByteBuffer.allocate(48 * 9).order(ByteOrder.LITTLE_ENDIAN);
        shard.put(HEX.parseHex(TAG)).putLong(2).putLong(0);
        shard.put(Hashing.file(List.of(chunk, chunk)).bytes())
                .putInt(0xc000_0000)
                .putInt(2)
                .putLong(0);
        for (int term = 0; term < 2; term++) {
            shard.put(xorb.bytes()).putInt(0).putInt(data.length).putInt(0).putInt(1);
        }
        for (int term = 0; term < 2; term++) {
            shard.put(proof.bytes()).put(new byte[16]);
        }
        shard.put(MerkleHash.parse(sha256.hex()).bytes()).put(new byte[16]);
        byte[] end = HEX.parseHex("ff".repeat(32));
        return shard.put(end).put(new byte[16]).put(end).put(new byte[16]).array();
    }

    private static byte[] twice(byte[] data) {
        byte[] twice = Arrays.copyOf(data, data.length * 2);
        System.arraycopy(data, 0, twice, data.length, data.length);
        return twice;
    }

    private static byte[] data() {
        byte[] data = new byte[30_000];
        new Random().nextBytes(data);
        return Base64.getEncoder().encode(data);
    }

    private Answer get(String path) {
        return client.send(HttpRequest.newBuilder(URI.create(root + path)).GET());
    }

    private Answer send(String path, byte[] body) {
        return client.send(HttpRequest.newBuilder(URI.create(root + path)).POST(BodyPublishers.ofByteArray(body)));
    }
}
