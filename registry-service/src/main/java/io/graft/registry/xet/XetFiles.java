package io.graft.registry.xet;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.xet.Chunk;
import io.graft.core.xet.Hashing;
import io.graft.core.xet.MerkleHash;
import io.graft.core.xet.Shard;
import io.graft.registry.storage.Blobs;
import io.graft.registry.storage.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that are made of chunks, as clients say. Whether a file has the sha256 that they say is found out when somebody commits it:
 * until then it is an upload of which all bytes have arrived.
 */
@Component
public class XetFiles {
    /** 512 GB of the usual size. */
    private static final long MOST_CHUNKS = 8L << 20;

    private final Xorbs xorbs;
    private final Blobs blobs;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    XetFiles(Xorbs xorbs, Blobs blobs, JdbcClient jdbc, JsonMapper json) {
        this.xorbs = xorbs;
        this.blobs = blobs;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The upload by which a file arrived whole, if nobody has committed it yet. */
    public Optional<UUID> arrived(Digest sha256, long size) {
        return jdbc
                .sql("select upload_id from xet_file where sha256 = :sha256 and size = :size and upload_id is not null")
                .param("sha256", sha256.hex())
                .param("size", size)
                .query((row, _) -> row.getObject("upload_id", UUID.class))
                .list()
                .stream()
                .filter(blobs::isOpen)
                .findFirst();
    }

    /** The hash by which clients of Xet fetch a file in chunks, where it is kept in chunks. */
    public Optional<String> hash(Digest sha256) {
        return jdbc.sql("""
                        select f.hash from xet_file f join blob b on b.sha256 = f.sha256
                         where f.sha256 = :sha256 and b.location like 'composed %' and b.verified_at is not null limit 1
                        """)
                .param("sha256", sha256.hex())
                .query((row, _) -> row.getString("hash"))
                .optional();
    }

    /** Of which chunks a file is made that somebody has committed; empty if there is none. */
    List<KeptTerm> terms(MerkleHash hash) {
        return jdbc.sql("""
                        select f.terms from xet_file f join blob b on b.sha256 = f.sha256
                         where f.hash = :hash and b.verified_at is not null
                        """)
                .param("hash", hash.toString())
                .query((row, _) -> List.of(json.readValue(row.getString("terms"), KeptTerm[].class)))
                .optional()
                .orElse(List.of());
    }

    /** @throws GraftException {@link ChunkError#XET_SHARD_REFUSED} */
    @Transactional
    void register(Shard shard) {
        Map<MerkleHash, KeptXorb> known = new HashMap<>();
        shard.files().forEach(file -> register(file, known));
    }

    private void register(Shard.FileTerms file, Map<MerkleHash, KeptXorb> known) {
        Digest sha256 = file.sha256()
                .map(Digest::new)
                .orElseThrow(() -> ChunkError.refused(file.hash(), "The file comes without its sha256"));
        List<Segment> segments = checked(file, known);
        UUID upload = blobs.contains(sha256) || segments.isEmpty()
                ? null
                : arrived(sha256, file.length()).orElseGet(() -> blobs.compose(sha256, file.length(), segments));
        remember(file, sha256, upload);
    }

    /** Every chunk is here, whoever says so knows it, and together they are the file. */
    private List<Segment> checked(Shard.FileTerms file, Map<MerkleHash, KeptXorb> known) {
        List<Chunk> chunks = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        for (Shard.Term term : file.terms()) {
            KeptXorb kept = known.computeIfAbsent(term.xorb(), hash -> xorbs.find(hash)
                    .orElseThrow(() -> ChunkError.refused(hash, "There is no xorb %s".formatted(hash))));
            chunks.addAll(proven(term, kept));
            if (chunks.size() > MOST_CHUNKS) {
                throw ChunkError.refused(file.hash(), "The file has more than %d chunks".formatted(MOST_CHUNKS));
            }
            append(segments, kept.chunks(term.from(), term.to()));
        }
        if (!Hashing.file(chunks).equals(file.hash())) {
            throw ChunkError.refused(file.hash(), "Its chunks make another file than %s".formatted(file.hash()));
        }
        return segments;
    }

    private static List<Chunk> proven(Shard.Term term, KeptXorb kept) {
        List<Chunk> all = kept.xorb().chunks();
        if (term.to() > all.size()) {
            throw ChunkError.refused(term.xorb(), "The xorb has %d chunks, not %d".formatted(all.size(), term.to()));
        }
        List<Chunk> chunks = all.subList(term.from(), term.to());
        if (kept.xorb().length(term.from(), term.to()) != term.length()) {
            throw ChunkError.refused(term.xorb(), "The chunks do not have %d bytes".formatted(term.length()));
        }
        if (!Hashing.range(chunks).equals(term.proof())) {
            throw ChunkError.refused(term.xorb(), "The proof is not of these chunks");
        }
        return chunks;
    }

    static void append(List<Segment> segments, Segment next) {
        if (!segments.isEmpty() && segments.getLast().isContinuedBy(next)) {
            segments.add(segments.removeLast().with(next));
        } else {
            segments.add(next);
        }
    }

    private void remember(Shard.FileTerms file, Digest sha256, @Nullable UUID upload) {
        jdbc.sql("""
                insert into xet_file (hash, sha256, size, upload_id, terms)
                values (:hash, :sha256, :size, :upload, :terms::jsonb)
                on conflict (hash) do update
                   set sha256 = excluded.sha256, size = excluded.size, upload_id = excluded.upload_id, terms = excluded.terms
                """)
                .param("hash", file.hash().toString())
                .param("sha256", sha256.hex())
                .param("size", file.length())
                .param("upload", upload)
                .param(
                        "terms",
                        json.writeValueAsString(
                                file.terms().stream().map(KeptTerm::of).toList()))
                .update();
    }
}
