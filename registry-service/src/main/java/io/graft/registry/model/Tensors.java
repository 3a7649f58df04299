package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tensors in safetensors files, as they were found when the bytes were verified. */
@Component
class Tensors {
    private static final int BATCH = 500;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Tensors(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * A tensor as clients see it.
     *
     * @param file of the version
     * @param bytes its size
     */
    record View(String name, String dtype, List<Long> shape, String file, long bytes) {}

    static boolean areIn(ArtifactFile file) {
        return file.path().endsWith(".safetensors");
    }

    @Transactional
    void replace(Digest blob, List<TensorDigest> tensors) {
        jdbc.sql("delete from tensor where sha256 = :blob")
                .param("blob", blob.hex())
                .update();
        batches.batchUpdate("""
                insert into tensor (sha256, position, name, dtype, shape, bytes, digest) values (?, ?, ?, ?, ?, ?, ?)
                """, numbered(tensors), BATCH, (statement, numbered) -> {
            TensorDigest tensor = numbered.tensor;
            statement.setString(1, blob.hex());
            statement.setInt(2, numbered.position);
            statement.setString(3, tensor.name());
            statement.setString(4, tensor.dtype().name());
            statement.setArray(5, statement.getConnection().createArrayOf("bigint", dimensions(tensor.shape())));
            statement.setLong(6, tensor.shape().elements() * tensor.dtype().bytes());
            statement.setString(7, tensor.sha256().hex());
        });
    }

    boolean known(Digest blob) {
        return jdbc.sql("select exists (select from tensor where sha256 = :blob)")
                .param("blob", blob.hex())
                .query(Boolean.class)
                .single();
    }

    List<TensorDigest> of(Digest blob) {
        return jdbc.sql("select name, dtype, shape, digest from tensor where sha256 = :blob order by position")
                .param("blob", blob.hex())
                .query((row, _) -> new TensorDigest(
                        row.getString("name"),
                        DType.valueOf(row.getString("dtype")),
                        Shape.of(shape(row).stream().mapToLong(Long::longValue).toArray()),
                        new Digest(row.getString("digest"))))
                .list();
    }

    /** All tensors of a version, by name. */
    List<View> ofVersion(UUID version) {
        return jdbc.sql("""
                        select t.name, t.dtype, t.shape, f.path, t.bytes
                          from version_file f join tensor t on t.sha256 = f.sha256
                         where f.version_id = :version and f.path like '%.safetensors'
                         order by t.name, f.path
                        """)
                .param("version", version)
                .query((row, _) -> new View(
                        row.getString("name"),
                        row.getString("dtype"),
                        shape(row),
                        row.getString("path"),
                        row.getLong("bytes")))
                .list();
    }

    private static Object[] dimensions(Shape shape) {
        return IntStream.range(0, shape.rank()).mapToObj(shape::dim).toArray();
    }

    private static List<Long> shape(ResultSet row) throws SQLException {
        return List.of((Long[]) row.getArray("shape").getArray());
    }

    private record Numbered(int position, TensorDigest tensor) {}

    private static List<Numbered> numbered(List<TensorDigest> tensors) {
        return IntStream.range(0, tensors.size())
                .mapToObj(position -> new Numbered(position, tensors.get(position)))
                .toList();
    }
}
