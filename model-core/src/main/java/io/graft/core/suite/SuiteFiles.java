package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a suite by path; none is read before it is needed, and none from outside. */
final class SuiteFiles {
    private static final int MOST_FILES = 50_000;
    private static final long LARGEST = 1L << 29;

    private final NavigableSet<String> paths;
    private final Source source;
    private final SortedMap<String, Digest> used = new TreeMap<>();

    /** Where contents come from. */
    private interface Source {
        byte[] read(String path) throws IOException;
    }

    private SuiteFiles(NavigableSet<String> paths, Source source) {
        this.paths = paths;
        this.source = source;
    }

    static SuiteFiles of(Map<String, byte[]> files) {
        return new SuiteFiles(new TreeSet<>(files.keySet()), path -> Objects.requireNonNull(files.get(path)));
    }

    static SuiteFiles of(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            NavigableSet<String> paths = new TreeSet<>();
            walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith(".") && !path.contains("/."))
                    .limit(MOST_FILES)
                    .forEach(paths::add);
            return new SuiteFiles(paths, path -> sized(folder.resolve(path)));
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    private static byte[] sized(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw SuiteError.SUITE_TOO_LARGE.at(
                    file.toString(),
                    "%s has more than %d MiB".formatted(file, LARGEST >> 20),
                    "Keep the documents that are asked about, and leave out the others.");
        }
        return Files.readAllBytes(file);
    }

    NavigableSet<String> paths() {
        return paths;
    }

    boolean has(String path) {
        return paths.contains(path);
    }

    byte[] bytes(String path) {
        try {
            byte[] bytes = source.read(path);
            used.put(path, Digest.of(bytes));
            return bytes;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The path of a file that another one names.
     *
     * @param from the file that names it
     * @return null if there is no such file
     */
    @Nullable
    String find(String from, String written) {
        String beside = normal(from.contains("/") ? from.substring(0, from.lastIndexOf('/') + 1) + written : written);
        if (beside != null && has(beside)) {
            return beside;
        }
        String atRoot = normal(written);
        return atRoot != null && has(atRoot) ? atRoot : null;
    }

    /** Whether a path stays within the suite wherever it starts. */
    static boolean isOutside(String from, String written) {
        String folder = from.contains("/") ? from.substring(0, from.lastIndexOf('/') + 1) : "";
        return written.startsWith("/")
                || written.contains("\\")
                || written.contains("://")
                || written.indexOf('\0') >= 0
                || normal(folder + written) == null;
    }

    /** Without {@code .} and {@code ..}; null if it leads out. */
    private static @Nullable String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Of the paths and contents of all files that were read. */
    Digest digest() {
        StringBuilder canonical = new StringBuilder();
        used.forEach((path, digest) ->
                canonical.append(digest.hex()).append("  ").append(path).append('\n'));
        return Digest.of(canonical.toString());
    }

    private static io.graft.core.GraftException unreadable(String file, Exception cause) {
        return new io.graft.core.GraftException(
                SuiteError.SUITE_FILE_UNREADABLE,
                file,
                "%s cannot be read: %s".formatted(file, cause.getMessage()),
                "Check the path and the permissions.",
                cause);
    }
}
