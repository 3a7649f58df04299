package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files of versions, and how far each of them has come. */
@Component
class VersionFiles {
    private final JdbcClient jdbc;

    VersionFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param upload where its bytes come in; null if they were here already
     * @param verified whether this version's verification is through with it
     * @param part which part of a merge brings it; null once the version is whole
     */
    record Row(
            ArtifactFile file,
            @Nullable UUID upload,
            boolean verified,
            @Nullable Integer part) {
        Digest sha256() {
            return file.sha256();
        }

        boolean isOf(int number) {
            return part != null && part == number;
        }
    }

    void replace(UUID version, Manifest manifest) {
        jdbc.sql("delete from version_file where version_id = :version")
                .param("version", version)
                .update();
        insert(version, manifest.files(), null);
    }

    /** The files of one part alone; nothing changes where they are the same as before. */
    void replacePart(UUID version, int part, List<ArtifactFile> made) {
        if (Set.copyOf(made)
                .equals(Set.copyOf(ofPart(version, part).stream().map(Row::file).toList()))) {
            return;
        }
        jdbc.sql("delete from version_file where version_id = :version and part = :part")
                .param("version", version)
                .param("part", part)
                .update();
        insert(version, made, part);
    }

    List<Row> of(UUID version) {
        return jdbc.sql("""
                        select path, size, sha256, upload_id, verified, part
                          from version_file where version_id = :version order by path
                        """).param("version", version).query(VersionFiles::row).list();
    }

    List<Row> ofPart(UUID version, int part) {
        return of(version).stream().filter(file -> file.isOf(part)).toList();
    }

    private void insert(UUID version, List<ArtifactFile> files, @Nullable Integer part) {
        for (ArtifactFile file : files) {
            jdbc.sql("""
                    insert into version_file (version_id, path, size, sha256, part)
                    values (:version, :path, :size, :sha256, :part)
                    """)
                    .param("version", version)
                    .param("path", file.path())
                    .param("size", file.size())
                    .param("sha256", file.sha256().hex())
                    .param("part", part)
                    .update();
        }
    }

    /** Files with the same bytes share an upload. */
    void setUpload(UUID version, Digest bytes, UUID upload) {
        jdbc.sql("update version_file set upload_id = :upload where version_id = :version and sha256 = :sha256")
                .param("upload", upload)
                .param("version", version)
                .param("sha256", bytes.hex())
                .update();
    }

    void setVerified(UUID version, Digest bytes) {
        jdbc.sql("update version_file set verified = true where version_id = :version and sha256 = :sha256")
                .param("version", version)
                .param("sha256", bytes.hex())
                .update();
    }

    /** These bytes are gone, and will be read back when they come again. */
    void setGone(UUID version, Digest bytes) {
        jdbc.sql("""
                update version_file set verified = false, upload_id = null
                 where version_id = :version and sha256 = :sha256
                """).param("version", version).param("sha256", bytes.hex()).update();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        ArtifactFile file =
                new ArtifactFile(row.getString("path"), row.getLong("size"), new Digest(row.getString("sha256")));
        return new Row(
                file,
                row.getObject("upload_id", UUID.class),
                row.getBoolean("verified"),
                row.getObject("part", Integer.class));
    }
}
