package io.graft.core.artifact;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A folder on a disk as the artifact that it would be. Hidden files and folders are passed over; links to files are followed;
 * files that could execute code are refused. The attestation speaks of the files, and is none of them.
 */
public record Folder(Path root) {
    /** The name of the file with the signed provenance. */
    public static final String ATTESTATION = "graft_provenance.intoto.jsonl";

    private static final int BLOCK = 1 << 18;

    public Folder {
        try {
            root = root.toRealPath();
        } catch (IOException e) {
            throw notFound(root);
        }
        if (!Files.isDirectory(root)) {
            throw notFound(root);
        }
    }

    /** Reads every file once. */
    public Manifest describe() {
        return describe(bytes -> {});
    }

    /**
     * Reads every file once, several at a time.
     *
     * @param progress is told how many more bytes were read, from any thread
     */
    public Manifest describe(LongConsumer progress) {
        return new Manifest(
                files().parallelStream().map(file -> describe(file, progress)).toList());
    }

    /** The files, sorted. */
    public List<Path> files() {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> !isHidden(path) && !isInnerFolder(path) && !isAttestation(path))
                    .map(this::plain)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private ArtifactFile describe(Path file, LongConsumer progress) {
        MessageDigest sha256 = Digest.sha256();
        byte[] block = new byte[BLOCK];
        long size = 0;
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count; (count = bytes.read(block)) >= 0; size += count) {
                sha256.update(block, 0, count);
                progress.accept(count);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return new ArtifactFile(pathOf(file), size, Digest.of(sha256));
    }

    private Path plain(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new GraftException(
                    ArtifactError.FILE_NOT_PLAIN,
                    file.toString(),
                    "%s is neither a file nor a folder".formatted(file),
                    "Remove it, or put the file itself in its place.");
        }
        ArtifactFile.requireAllowed(pathOf(file));
        return file;
    }

    private String pathOf(Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private boolean isHidden(Path path) {
        for (Path part : root.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private boolean isAttestation(Path path) {
        return path.equals(root.resolve(ATTESTATION));
    }

    private static boolean isInnerFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static GraftException notFound(Path root) {
        return new GraftException(
                ArtifactError.FOLDER_NOT_FOUND,
                root.toString(),
                "%s is not a folder".formatted(root),
                "Name the folder that holds the files of the model.");
    }

    private GraftException unreadable(Exception cause) {
        return new GraftException(
                ArtifactError.FOLDER_UNREADABLE,
                root.toString(),
                "A file in %s cannot be read: %s".formatted(root, cause.getMessage()),
                "Check the disk and the permissions, then try again.",
                cause);
    }
}
