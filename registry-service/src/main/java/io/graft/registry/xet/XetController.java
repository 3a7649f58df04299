package io.graft.registry.xet;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.xet.MerkleHash;
import io.graft.core.xet.ShardReader;
import io.graft.core.xet.ShardWriter;
import io.graft.core.xet.Xorb;
import io.graft.core.xet.XorbReader;
import io.graft.registry.problem.HttpCode;
import io.graft.registry.storage.Blobs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The content-addressed store that clients of Xet speak to.
 *
 * @see <a href="https://huggingface.co/docs/xet/api">the specification</a>
 */
@RestController
@RequestMapping("/xet/v1")
class XetController {
    /** A client may ask for so many xorbs' chunks at once; with 64 MiB each, a model of 8 GB. */
    private static final int NEIGHBOURS = 128;

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Xorbs xorbs;
    private final XetFiles files;
    private final Blobs blobs;
    private final Clock clock;

    XetController(Xorbs xorbs, XetFiles files, Blobs blobs, Clock clock) {
        this.xorbs = xorbs;
        this.files = files;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Whether a xorb is new. */
    record Inserted(boolean was_inserted) {}

    /** 1: it was registered. */
    record Registered(int result) {}

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return refusal(error);
    }

    static ResponseEntity<Map<String, String>> refusal(GraftException error) {
        HttpStatus status = error.code() instanceof HttpCode code ? code.status() : HttpStatus.BAD_REQUEST;
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", error.sentence() + ". " + error.remedy()));
    }

    /** Every chunk is hashed before the xorb is believed to be what it says. */
    @PostMapping("/xorbs/{prefix}/{hash}")
    Inserted xorb(@PathVariable String hash, InputStream body) throws IOException {
        MerkleHash announced = MerkleHash.parse(hash);
        if (xorbs.find(announced).isPresent()) {
            return new Inserted(false);
        }
        Path data = Files.createTempFile("graft-xorb", ".data");
        try {
            MessageDigest sha256 = Digest.sha256();
            Xorb xorb = spooled(body, data, sha256);
            if (!xorb.hash().equals(announced)) {
                throw ChunkError.otherXorb(announced, xorb.hash());
            }
            Digest digest = Digest.of(sha256);
            blobs.put(digest, data);
            xorbs.add(new KeptXorb(xorb, digest, 0));
        } finally {
            Files.delete(data);
        }
        return new Inserted(true);
    }

    private static Xorb spooled(InputStream body, Path file, MessageDigest sha256) throws IOException {
        try (OutputStream out =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20), sha256)) {
            return XorbReader.read(new BufferedInputStream(body, 1 << 18), out);
        }
    }

    @PostMapping("/shards")
    Registered shard(InputStream body) throws IOException {
        files.register(ShardReader.read(body.readNBytes(ShardReader.LARGEST)));
        return new Registered(1);
    }

    /** Who asks for a chunk learns of its neighbours, too. */
    @GetMapping("/chunks/{prefix}/{hash}")
    ResponseEntity<byte[]> chunk(@PathVariable String hash) {
        MerkleHash wanted = MerkleHash.parse(hash);
        List<Xorb> around = xorbs.around(wanted, NEIGHBOURS);
        if (around.isEmpty()) {
            throw ChunkError.noChunk(wanted);
        }
        long now = clock.instant().getEpochSecond();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(ShardWriter.write(around, now, now + REMEMBERED.toSeconds()));
    }
}
