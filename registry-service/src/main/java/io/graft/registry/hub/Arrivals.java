package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.storage.Blobs;
import io.graft.registry.xet.XetFiles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Bytes that come in before a commit speaks of them. Whoever sends the same bytes shares an upload, and what has arrived stays. */
@Component
class Arrivals {
    private final XetFiles files;
    private final Blobs blobs;
    private final JdbcClient jdbc;

    Arrivals(XetFiles files, Blobs blobs, JdbcClient jdbc) {
        this.files = files;
        this.blobs = blobs;
        this.jdbc = jdbc;
    }

    /** An upload that has all its bytes. */
    Optional<UUID> whole(ArtifactFile file) {
        return files.arrived(file.sha256(), file.size()).or(() -> uploads(file.sha256(), file.size()).stream()
                .filter(blobs::complete)
                .findFirst());
    }

    /**
     * Opens an upload, or finds the open one.
     *
     * @param inOne whether it is sent in one part however large it is
     */
    @Transactional
    UUID open(Digest digest, long size, boolean inOne) {
        lock(digest);
        return find(digest, size, inOne).orElseGet(() -> {
            UUID upload = inOne ? blobs.beginWhole(digest, size) : blobs.begin(digest, size);
            remember(digest, size, inOne, upload);
            return upload;
        });
    }

    /** They are visible, or will never be. */
    void forget(Collection<Digest> digests) {
        digests.forEach(digest -> jdbc.sql("delete from hub_upload where sha256 = :sha256")
                .param("sha256", digest.hex())
                .update());
    }

    private Optional<UUID> find(Digest digest, long size, boolean inOne) {
        return jdbc.sql("select upload_id from hub_upload where sha256 = :sha256 and size = :size and whole = :whole")
                .param("sha256", digest.hex())
                .param("size", size)
                .param("whole", inOne)
                .query((row, _) -> row.getObject("upload_id", UUID.class))
                .optional()
                .filter(blobs::isOpen);
    }

    private List<UUID> uploads(Digest digest, long size) {
        return jdbc
                .sql("select upload_id from hub_upload where sha256 = :sha256 and size = :size")
                .param("sha256", digest.hex())
                .param("size", size)
                .query((row, _) -> row.getObject("upload_id", UUID.class))
                .list()
                .stream()
                .filter(blobs::isOpen)
                .toList();
    }

    private void remember(Digest digest, long size, boolean inOne, UUID upload) {
        jdbc.sql("""
                insert into hub_upload (sha256, size, whole, upload_id) values (:sha256, :size, :whole, :upload)
                on conflict (sha256, size, whole) do update set upload_id = excluded.upload_id
                """)
                .param("sha256", digest.hex())
                .param("size", size)
                .param("whole", inOne)
                .param("upload", upload)
                .update();
    }

    private void lock(Digest digest) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(:sha256))")
                .param("sha256", digest.hex())
                .query((_, _) -> true)
                .single();
    }
}
