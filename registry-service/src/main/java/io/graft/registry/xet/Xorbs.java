package io.graft.registry.xet;

import io.graft.core.artifact.Digest;
import io.graft.core.xet.Chunk;
import io.graft.core.xet.MerkleHash;
import io.graft.core.xet.Xorb;
import io.graft.registry.storage.Segment;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Knows which chunks are here, and where. */
@Component
class Xorbs {
    private static final int ENTRY = MerkleHash.LENGTH + Integer.BYTES;
    private static final int BATCH = 5000;
    private final JdbcClient jdbc;

    Xorbs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Remembers a xorb whose blob is here. Chunks that are known stay where they are. */
    @Transactional
    void add(KeptXorb kept) {
        int added = jdbc.sql("""
                        insert into xorb (hash, sha256, start, length, chunks)
                        values (:hash, :sha256, :start, :length, :chunks) on conflict (hash) do nothing
                        """)
                .param("hash", kept.xorb().hash().toString())
                .param("sha256", kept.blob().hex())
                .param("start", kept.start())
                .param("length", kept.xorb().length())
                .param("chunks", packed(kept.xorb().chunks()))
                .update();
        if (added == 1) {
            addChunks(kept);
        }
    }

    private void addChunks(KeptXorb kept) {
        List<Chunk> chunks = kept.xorb().chunks();
        Long[] starts = new Long[chunks.size()];
        long at = kept.start();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += chunks.get(i).length();
        }
        jdbc.sql("""
                insert into chunk (hash, xorb, number, start)
                select decode(c.hash, 'hex'), :xorb, c.number, c.start
                  from unnest(:hashes::text[], :numbers::integer[], :starts::bigint[]) as c (hash, number, start)
                on conflict (hash) do nothing
                """)
                .param("xorb", kept.xorb().hash().toString())
                .param(
                        "hashes",
                        chunks.stream().map(chunk -> chunk.hash().toString()).toArray(String[]::new))
                .param("numbers", IntStream.range(0, starts.length).boxed().toArray(Integer[]::new))
                .param("starts", starts)
                .update();
    }

    Optional<KeptXorb> find(MerkleHash hash) {
        return jdbc.sql("select hash, sha256, start, chunks from xorb where hash = :hash")
                .param("hash", hash.toString())
                .query(Xorbs::kept)
                .optional();
    }

    /** The xorb with a chunk, and others of the same blob: whoever has one of its chunks is likely to have more. */
    List<Xorb> around(MerkleHash chunk, int most) {
        return jdbc.sql("""
                        select o.hash, o.sha256, o.start, o.chunks
                          from chunk c
                          join xorb x on x.hash = c.xorb
                          join xorb o on o.sha256 = x.sha256
                         where c.hash = decode(:chunk, 'hex')
                         order by abs(o.start - x.start)
                         limit :most
                        """).param("chunk", chunk.toString()).param("most", most).query(Xorbs::kept).list().stream()
                .map(KeptXorb::xorb)
                .toList();
    }

    /** Where those of the chunks are that are here. */
    Map<MerkleHash, Segment> places(List<Chunk> chunks) {
        Map<MerkleHash, Segment> places = new HashMap<>();
        for (int from = 0; from < chunks.size(); from += BATCH) {
            places(chunks.subList(from, Math.min(from + BATCH, chunks.size())), places);
        }
        return places;
    }

    private void places(Collection<Chunk> chunks, Map<MerkleHash, Segment> places) {
        Map<String, Chunk> wanted = new HashMap<>();
        chunks.forEach(chunk -> wanted.put(chunk.hash().toString(), chunk));
        jdbc.sql("""
                        select encode(c.hash, 'hex') as hash, x.sha256, c.start
                          from chunk c join xorb x on x.hash = c.xorb
                         where c.hash in (select decode(h, 'hex') from unnest(:hashes::text[]) h)
                        """)
                .param("hashes", wanted.keySet().toArray(String[]::new))
                .query((row, _) -> {
                    Chunk chunk = wanted.get(row.getString("hash"));
                    if (chunk != null) {
                        places.put(
                                chunk.hash(),
                                new Segment(new Digest(row.getString("sha256")), row.getLong("start"), chunk.length()));
                    }
                    return true;
                })
                .list();
    }

    private static KeptXorb kept(ResultSet row, int index) throws SQLException {
        Xorb xorb = new Xorb(MerkleHash.parse(row.getString("hash")), unpacked(row.getBytes("chunks")));
        return new KeptXorb(xorb, new Digest(row.getString("sha256")), row.getLong("start"));
    }

    private static byte[] packed(List<Chunk> chunks) {
        ByteBuffer bytes = ByteBuffer.allocate(chunks.size() * ENTRY);
        chunks.forEach(chunk -> bytes.put(chunk.hash().bytes()).putInt(Math.toIntExact(chunk.length())));
        return bytes.array();
    }

    private static List<Chunk> unpacked(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        List<Chunk> chunks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            chunks.add(new Chunk(MerkleHash.read(bytes), bytes.getInt()));
        }
        return chunks;
    }
}
