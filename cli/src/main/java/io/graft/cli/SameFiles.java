package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two folders that hold the same files with the same bytes. */
record SameFiles(int files, ByteCount size) {
    /** @throws GraftException with the first file that differs */
    static SameFiles require(Path one, Path other) throws IOException {
        List<Path> files = relative(one);
        if (!files.equals(relative(other))) {
            throw differ(one, other, "files", "One has %s, the other %s".formatted(files, relative(other)));
        }
        long size = 0;
        for (Path file : files) {
            long at = Files.mismatch(one.resolve(file), other.resolve(file));
            if (at >= 0) {
                throw differ(one, other, file.toString(), "%s differs from byte %d on".formatted(file, at));
            }
            size += Files.size(one.resolve(file));
        }
        return new SameFiles(files.size(), new ByteCount(size));
    }

    private static List<Path> relative(Path root) {
        Folder folder = new Folder(root);
        return folder.files().stream().map(folder.root()::relativize).toList();
    }

    private static GraftException differ(Path one, Path other, String where, String message) {
        return new GraftException(
                CliError.MERGES_DIFFER,
                where,
                message,
                "Keep %s and %s, and report this: the same merge must give the same bytes.".formatted(one, other));
    }
}
