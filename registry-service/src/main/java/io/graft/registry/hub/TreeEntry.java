package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graft.core.artifact.ArtifactFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder in a repository. All files are as Git LFS keeps them: the blob that Git knows is a pointer to the bytes.
 *
 * @param type {@code file} or {@code directory}
 * @param oid of the pointer as a Git object; a folder has no such object, and one that stands for its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TreeEntry(
        String type,
        String path,
        long size,
        String oid,
        @Nullable Lfs lfs) {
    /**
     * Where a pointer points.
     *
     * @param oid sha256 of the bytes
     */
    record Lfs(String oid, long size, int pointerSize) {}

    static TreeEntry of(ArtifactFile file) {
        byte[] pointer = pointer(file);
        return new TreeEntry(
                "file",
                file.path(),
                file.size(),
                GitObject.blob(pointer),
                new Lfs(file.sha256().hex(), file.size(), pointer.length));
    }

    /**
     * What is in a folder.
     *
     * @param folder empty for the whole
     * @param recursive whether what is in its folders is listed, too
     */
    static List<TreeEntry> in(List<ArtifactFile> files, String folder, boolean recursive) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        List<TreeEntry> entries = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        for (ArtifactFile file : files) {
            if (file.path().startsWith(prefix)) {
                String rest = file.path().substring(prefix.length());
                addFolders(prefix, rest, recursive, folders);
                if (recursive || rest.indexOf('/') < 0) {
                    entries.add(of(file));
                }
            }
        }
        folders.forEach(each -> entries.add(new TreeEntry("directory", each, 0, GitObject.blob(bytes(each)), null)));
        return entries;
    }

    private static void addFolders(String prefix, String rest, boolean recursive, TreeSet<String> folders) {
        for (int slash = rest.indexOf('/'); slash >= 0; slash = recursive ? rest.indexOf('/', slash + 1) : -1) {
            folders.add(prefix + rest.substring(0, slash));
        }
    }

    private static byte[] pointer(ArtifactFile file) {
        return bytes("version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
                .formatted(file.sha256().hex(), file.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
