package io.graft.core.artifact;

import io.graft.core.GraftException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One file of an artifact.
 *
 * @param path relative, with forward slashes, without {@code .} or {@code ..} and without hidden parts
 * @param size in bytes
 * @param sha256 digest of the content
 */
public record ArtifactFile(String path, long size, Digest sha256) {
    private static final Pattern SAFE =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+@=-]*(/[A-Za-z0-9_][A-Za-z0-9._+@=-]*)*");
    private static final int LONGEST_PATH = 512;
    private static final Set<String> PICKLES =
            Set.of("bin", "pt", "pth", "ckpt", "pkl", "pickle", "joblib", "npy", "npz");

    public ArtifactFile {
        requireAllowed(path);
        if (size < 0) {
            throw new GraftException(
                    ArtifactError.FILE_SIZE_NEGATIVE,
                    path,
                    "The size of %s is %d".formatted(path, size),
                    "State the size of the file in bytes.");
        }
    }

    /**
     * Refuses the names that no file of a version can have.
     *
     * @throws GraftException {@link ArtifactError#FILE_PATH_UNSAFE} or {@link ArtifactError#FILE_FORMAT_FORBIDDEN}
     */
    public static void requireAllowed(String path) {
        requireSafe(path);
        requireNoPickle(path);
    }

    private static void requireSafe(String path) {
        if (path.length() > LONGEST_PATH || !SAFE.matcher(path).matches()) {
            throw new GraftException(
                    ArtifactError.FILE_PATH_UNSAFE,
                    path,
                    "The path \"%s\" is not a plain relative path".formatted(path),
                    "Use letters, digits and ._+@=- in parts joined by /, none beginning with a dot.");
        }
    }

    private static void requireNoPickle(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (PICKLES.contains(ending)) {
            throw new GraftException(
                    ArtifactError.FILE_FORMAT_FORBIDDEN,
                    path,
                    "%s is in a format that can execute code when it is loaded".formatted(path),
                    "Save the weights as safetensors and leave this file out.");
        }
    }
}
