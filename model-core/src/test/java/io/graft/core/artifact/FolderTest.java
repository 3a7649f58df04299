package io.graft.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    @TempDir
    Path room;

    @Test
    void everyFileIsListedByPathSizeAndDigest() throws IOException {
        write("model/config.json", "{}");
        write("model/onnx/model.onnx", "weights");
        write("model/empty.txt", "");

        assertThat(new Folder(room.resolve("model")).describe().files())
                .containsExactly(
                        new ArtifactFile("config.json", 2, Digest.of("{}")),
                        new ArtifactFile("empty.txt", 0, Digest.of("")),
                        new ArtifactFile("onnx/model.onnx", 7, Digest.of("weights")));
    }

    @Test
    void hiddenFilesAndFoldersArePassedOver() throws IOException {
        write(".cache/model/config.json", "{}");
        write(".cache/model/.gitattributes", "");
        write(".cache/model/.git/HEAD", "ref");

        assertThat(new Folder(room.resolve(".cache/model")).describe().files())
                .extracting(ArtifactFile::path)
                .containsExactly("config.json");
    }

    @Test
    void progressAddsUpToTheSizeOfAllFiles() throws IOException {
        write("a", "12345");
        write("b", "678");
        AtomicLong read = new AtomicLong();

        Manifest manifest = new Folder(room).describe(read::addAndGet);

        assertThat(read).hasValue(8).hasValue(manifest.size());
    }

    @Test
    void picklesAreRefusedBeforeAnythingIsRead() throws IOException {
        write("model.safetensors", "weights");
        write("pytorch_model.bin", "cos\nsystem\n");

        assertRefused(ArtifactError.FILE_FORMAT_FORBIDDEN, "pytorch_model.bin");
    }

    @Test
    void namesThatOthersCouldNotStoreAreRefused() throws IOException {
        write("my model.safetensors", "weights");

        assertRefused(ArtifactError.FILE_PATH_UNSAFE, "my model.safetensors");
    }

    @Test
    void linksToFilesAreFollowedAndLinksToFoldersAreNot() throws IOException {
        write("blobs/1", "weights");
        Files.createDirectory(room.resolve("model"));
        Path link = Files.createSymbolicLink(room.resolve("model/model.safetensors"), room.resolve("blobs/1"));

        assertThat(new Folder(room.resolve("model")).describe().file("model.safetensors"))
                .contains(new ArtifactFile("model.safetensors", 7, Digest.of("weights")));

        Files.delete(link);
        Files.createSymbolicLink(room.resolve("model/everything"), room.resolve("/"));
        assertRefused(ArtifactError.FILE_NOT_PLAIN, "everything");
    }

    @Test
    void aLinkToTheFolderItselfIsFollowed() throws IOException {
        write("model/config.json", "{}");
        Path link = Files.createSymbolicLink(room.resolve("link"), room.resolve("model"));

        assertThat(new Folder(link).describe()).isEqualTo(new Folder(room.resolve("model")).describe());
    }

    @Test
    void aFolderThatIsNotThereIsMissing() {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> new Folder(room.resolve("nowhere")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ArtifactError.FOLDER_NOT_FOUND));
    }

    private void assertRefused(ArtifactError code, String file) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> new Folder(room).describe())
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.where()).endsWith(file));
    }

    private void write(String path, String text) throws IOException {
        Path file = room.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
