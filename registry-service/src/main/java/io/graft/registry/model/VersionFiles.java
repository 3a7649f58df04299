package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
     */
    record Row(ArtifactFile file, @Nullable UUID upload, boolean verified) {
        Digest sha256() {
            return file.sha256();
        }
    }

    void replace(UUID version, Manifest manifest) {
        jdbc.sql("delete from version_file where version_id = :version")
                .param("version", version)
                .update();
        for (ArtifactFile file : manifest.files()) {
            jdbc.sql("""
                    insert into version_file (version_id, path, size, sha256)
                    values (:version, :path, :size, :sha256)
                    """)
                    .param("version", version)
                    .param("path", file.path())
                    .param("size", file.size())
                    .param("sha256", file.sha256().hex())
                    .update();
        }
    }

    List<Row> of(UUID version) {
        return jdbc.sql("""
                        select path, size, sha256, upload_id, verified
                          from version_file where version_id = :version order by path
                        """).param("version", version).query(VersionFiles::row).list();
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

    private static Row row(ResultSet row, int index) throws SQLException {
        ArtifactFile file =
                new ArtifactFile(row.getString("path"), row.getLong("size"), new Digest(row.getString("sha256")));
        return new Row(file, row.getObject("upload_id", UUID.class), row.getBoolean("verified"));
    }
}
