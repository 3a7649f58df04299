package io.graft.registry.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.recipe.Source;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The inputs of a merge as folders, with as much in them as there is to see before the merge. Where the bytes are on this
 * machine, the files are links to them. Where they are not, the weights of whole models are files of the right size that hold
 * nothing but their header: the rest is a hole, takes no space and is not fetched.
 */
public final class Preview implements AutoCloseable {
    private static final String WEIGHTS = ".safetensors";
    private static final long LONGEST_HEADER = 100_000_000;

    private final Path root;
    private final Function<Digest, Optional<Path>> local;
    private final Function<Digest, InputStream> bytes;
    private final Map<Source, Path> folders = new HashMap<>();

    private Preview(Path root, Function<Digest, Optional<Path>> local, Function<Digest, InputStream> bytes) {
        this.root = root;
        this.local = local;
        this.bytes = bytes;
    }

    /**
     * @param local the file with the bytes of a digest, if it is on this machine
     * @param bytes the bytes of a digest from wherever they are
     */
    static Preview of(
            PinnedRecipe recipe, Function<Digest, Optional<Path>> local, Function<Digest, InputStream> bytes) {
        return of(recipe.versions(), local, bytes);
    }

    /**
     * Versions without a recipe.
     *
     * @param local the file with the bytes of a digest, if it is on this machine
     * @param bytes the bytes of a digest from wherever they are
     */
    public static Preview of(
            Map<Source, PinnedVersion> versions,
            Function<Digest, Optional<Path>> local,
            Function<Digest, InputStream> bytes) {
        try {
            Preview preview = new Preview(Files.createTempDirectory("graft-preview"), local, bytes);
            preview.layOut(versions);
            return preview;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the files of a version are. */
    public Path folder(Source source) {
        return Objects.requireNonNull(folders.get(source));
    }

    /** A text that names these folders, without saying where they are. */
    public String named(String text) {
        return text.replaceAll(Pattern.quote(root.toString()) + "/\\d+/?", "");
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void layOut(Map<Source, PinnedVersion> versions) throws IOException {
        for (Map.Entry<Source, PinnedVersion> version : versions.entrySet()) {
            Path folder = Files.createDirectory(root.resolve(Integer.toString(folders.size())));
            for (ArtifactFile file : version.getValue().files()) {
                place(file, version.getValue().kind(), folder.resolve(file.path()));
            }
            folders.put(version.getKey(), folder);
        }
    }

    private void place(ArtifactFile file, ModelKind kind, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Optional<Path> here = local.apply(file.sha256());
        if (here.isPresent()) {
            Files.createSymbolicLink(target, here.get());
            return;
        }
        try (InputStream content = bytes.apply(file.sha256())) {
            if (kind != ModelKind.ADAPTER && file.path().endsWith(WEIGHTS)) {
                placeHead(content, file.size(), target);
            } else {
                Files.copy(content, target);
            }
        }
    }

    /** A safetensors file begins with the length of its header, in eight bytes, and the header. */
    private static void placeHead(InputStream content, long size, Path target) throws IOException {
        byte[] prefix = content.readNBytes(Long.BYTES);
        long header = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Files.write(target, prefix);
        try (SeekableByteChannel file = Files.newByteChannel(target, StandardOpenOption.WRITE)) {
            file.position(Long.BYTES);
            file.write(ByteBuffer.wrap(content.readNBytes((int) Math.clamp(header, 0, LONGEST_HEADER))));
            file.position(size - 1);
            file.write(ByteBuffer.allocate(1));
        }
    }
}
