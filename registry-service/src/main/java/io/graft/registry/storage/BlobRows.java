package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database knows of blobs, uploads and references. Every method that says so must run in a transaction. */
@Component
class BlobRows {
    private static final String UPLOAD =
            "select id, sha256, size, part_size, coalesce(handle, '') as handle from upload";
    private final JdbcClient jdbc;

    BlobRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Blob> visible(Digest digest) {
        return jdbc.sql("select sha256, size, location from blob where sha256 = :hex and verified_at is not null")
                .param("hex", digest.hex())
                .query(BlobRows::blob)
                .optional();
    }

    /** Those of the digests that are visible. None of them can be swept before the transaction ends. */
    List<Digest> lockVisible(Collection<Digest> digests) {
        return jdbc.sql("""
                        select sha256 from blob
                         where sha256 in (:hex) and verified_at is not null
                         order by sha256 for share
                        """)
                .param("hex", digests.stream().map(Digest::hex).toList())
                .query(BlobRows::digest)
                .list();
    }

    void insert(Upload upload, Instant now) {
        jdbc.sql("""
                insert into upload (id, sha256, size, part_size, touched_at)
                values (:id, :hex, :size, :partSize, :now)
                """)
                .param("id", upload.id())
                .param("hex", upload.digest().hex())
                .param("size", upload.size())
                .param("partSize", upload.partSize())
                .param("now", utc(now))
                .update();
    }

    Optional<Upload> upload(UUID id) {
        return jdbc.sql(UPLOAD + " where id = :id")
                .param("id", id)
                .query(BlobRows::upload)
                .optional();
    }

    Optional<Upload> lockUpload(UUID id) {
        return jdbc.sql(UPLOAD + " where id = :id for update")
                .param("id", id)
                .query(BlobRows::upload)
                .optional();
    }

    void setHandle(UUID upload, String handle) {
        jdbc.sql("update upload set handle = :handle where id = :id")
                .param("handle", handle)
                .param("id", upload)
                .update();
    }

    void touch(UUID upload, Instant now) {
        jdbc.sql("update upload set touched_at = :now where id = :id")
                .param("now", utc(now))
                .param("id", upload)
                .update();
    }

    void deleteUpload(UUID id) {
        jdbc.sql("delete from upload where id = :id").param("id", id).update();
    }

    List<UUID> uploadsBefore(Instant time) {
        return jdbc.sql("select id from upload where touched_at < :time")
                .param("time", utc(time))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    Optional<Upload> lockUploadBefore(UUID id, Instant time) {
        return jdbc.sql(UPLOAD + " where id = :id and touched_at < :time for update skip locked")
                .param("id", id)
                .param("time", utc(time))
                .query(BlobRows::upload)
                .optional();
    }

    /**
     * Takes the place of a digest, and keeps everybody else from doing so until the transaction ends. Returns whether verified
     * bytes are there already.
     */
    boolean occupy(Digest digest, long size) {
        return jdbc.sql("""
                        insert into blob (sha256, size, location) values (:hex, :size, '')
                        on conflict (sha256) do update set size = excluded.size
                        returning verified_at is not null
                        """)
                .param("hex", digest.hex())
                .param("size", size)
                .query(Boolean.class)
                .single();
    }

    void show(Digest digest, String location, Instant now) {
        jdbc.sql("update blob set location = :location, verified_at = :now where sha256 = :hex")
                .param("location", location)
                .param("now", utc(now))
                .param("hex", digest.hex())
                .update();
    }

    /** Locks a blob's row; empty if it is gone, or visible where that is not what was expected. */
    Optional<Blob> lock(Digest digest, boolean visible) {
        return jdbc.sql("""
                        select sha256, size, location from blob
                         where sha256 = :hex and (verified_at is not null) = :visible for update
                        """)
                .param("hex", digest.hex())
                .param("visible", visible)
                .query(BlobRows::blob)
                .optional();
    }

    /** The same bytes, elsewhere. */
    void move(Blob blob) {
        jdbc.sql("update blob set location = :location where sha256 = :hex")
                .param("location", blob.location())
                .param("hex", blob.digest().hex())
                .update();
    }

    void retire(Blob blob, Instant now) {
        jdbc.sql("""
                insert into retired_bytes (location, sha256, size, retired_at) values (:location, :hex, :size, :now)
                on conflict (location) do update set retired_at = excluded.retired_at
                """)
                .param("location", blob.location())
                .param("hex", blob.digest().hex())
                .param("size", blob.size())
                .param("now", utc(now))
                .update();
    }

    List<Blob> retiredBefore(Instant time) {
        return jdbc.sql("select location, sha256, size from retired_bytes where retired_at < :time")
                .param("time", utc(time))
                .query(BlobRows::blob)
                .list();
    }

    void forgetRetired(Blob blob) {
        jdbc.sql("delete from retired_bytes where location = :location")
                .param("location", blob.location())
                .update();
    }

    /** Whether some visible blob is kept there. */
    boolean isInUse(String location) {
        return jdbc.sql("select exists (select from blob where location = :location)")
                .param("location", location)
                .query(Boolean.class)
                .single();
    }

    void hide(Digest digest) {
        jdbc.sql("update blob set verified_at = null where sha256 = :hex")
                .param("hex", digest.hex())
                .update();
    }

    void delete(Digest digest) {
        jdbc.sql("delete from blob where sha256 = :hex")
                .param("hex", digest.hex())
                .update();
    }

    /** Takes the place of bytes that have no row. Returns false if they have one, or somebody is just putting them there. */
    boolean occupyIfUnknown(Blob stray) {
        return jdbc.sql("""
                        insert into blob (sha256, size, location) values (:hex, :size, :location)
                        on conflict (sha256) do nothing
                        """)
                        .param("hex", stray.digest().hex())
                        .param("size", stray.size())
                        .param("location", stray.location())
                        .update()
                == 1;
    }

    List<Digest> unreferenced(Instant before) {
        return jdbc.sql("""
                        select sha256 from blob b
                         where verified_at < :before
                           and not exists (select from blob_reference r where r.sha256 = b.sha256)
                        """)
                .param("before", utc(before))
                .query(BlobRows::digest)
                .list();
    }

    List<Digest> hidden() {
        return jdbc.sql("select sha256 from blob where verified_at is null")
                .query(BlobRows::digest)
                .list();
    }

    boolean referenced(Digest digest) {
        return jdbc.sql("select exists (select from blob_reference where sha256 = :hex)")
                .param("hex", digest.hex())
                .query(Boolean.class)
                .single();
    }

    void refer(UUID owner, Collection<Digest> digests) {
        jdbc.sql("""
                insert into blob_reference (sha256, owner)
                select distinct hex, :owner::uuid from unnest(:hex::text[]) hex
                """)
                .param("owner", owner)
                .param("hex", digests.stream().map(Digest::hex).toArray(String[]::new))
                .update();
    }

    void release(UUID owner) {
        jdbc.sql("delete from blob_reference where owner = :owner")
                .param("owner", owner)
                .update();
    }

    private static Digest digest(ResultSet row, int index) throws SQLException {
        return new Digest(row.getString("sha256"));
    }

    private static Blob blob(ResultSet row, int index) throws SQLException {
        return new Blob(new Digest(row.getString("sha256")), row.getLong("size"), row.getString("location"));
    }

    private static Upload upload(ResultSet row, int index) throws SQLException {
        return new Upload(
                row.getObject("id", UUID.class),
                new Digest(row.getString("sha256")),
                row.getLong("size"),
                row.getLong("part_size"),
                row.getString("handle"));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
