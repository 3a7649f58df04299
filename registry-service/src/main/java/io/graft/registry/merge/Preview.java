package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.gguf.GgufFile;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.recipe.Source;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.TensorInfo;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.io.BufferedInputStream;
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
 * nothing but their header and what describes quantised weights: the rest is a hole, takes no space and is not fetched.
 */
public final class Preview implements AutoCloseable {
    private static final String WEIGHTS = ".safetensors";
    private static final long LONGEST_HEADER = 100_000_000;

    private final Path root;
    private final Function<Digest, Optional<Path>> local;
    private final Stored bytes;
    private final Map<Source, Path> folders = new HashMap<>();

    /** The bytes of a digest, wherever they are. */
    @FunctionalInterface
    public interface Stored {
        InputStream open(Digest digest, long from, long length);
    }

    private Preview(Path root, Function<Digest, Optional<Path>> local, Stored bytes) {
        this.root = root;
        this.local = local;
        this.bytes = bytes;
    }

    /**
     * @param local the file with the bytes of a digest, if it is on this machine
     * @param bytes where the bytes are otherwise
     */
    static Preview of(PinnedRecipe recipe, Function<Digest, Optional<Path>> local, Stored bytes) {
        return of(recipe.versions(), local, bytes);
    }

    /**
     * Versions without a recipe.
     *
     * @param local the file with the bytes of a digest, if it is on this machine
     * @param bytes where the bytes are otherwise
     */
    public static Preview of(
            Map<Source, PinnedVersion> versions, Function<Digest, Optional<Path>> local, Stored bytes) {
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
                if (file.path().endsWith(GgufFile.ENDING)) {
                    continue; // made of the weights beside it, and large
                }
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
        if (kind != ModelKind.ADAPTER && file.path().endsWith(WEIGHTS)) {
            placeHead(file, target);
            placeDescriptions(file, target);
            return;
        }
        if (file.size() == 0) {
            Files.createFile(target);
            return;
        }
        try (InputStream content = bytes.open(file.sha256(), 0, file.size())) {
            Files.copy(content, target);
        }
    }

    /** A safetensors file begins with the length of its header, in eight bytes, and the header. */
    private void placeHead(ArtifactFile file, Path target) throws IOException {
        byte[] prefix = read(file, 0, Math.min(Long.BYTES, file.size()));
        long header = prefix.length < Long.BYTES
                ? 0
                : ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long end = Math.min(file.size(), prefix.length + Math.clamp(header, 0, LONGEST_HEADER));
        Files.write(target, prefix);
        write(target, prefix.length, read(file, prefix.length, end - prefix.length));
        write(target, file.size() - 1, new byte[1]);
    }

    /** Without these nobody could say what shape a quantised weight has. */
    private void placeDescriptions(ArtifactFile file, Path target) throws IOException {
        SafetensorsHeader header;
        try (InputStream head = new BufferedInputStream(Files.newInputStream(target))) {
            header = SafetensorsHeader.parse(head, file.size(), file.path());
        } catch (GraftException e) {
            return;
        }
        for (TensorInfo tensor : header.tensors()) {
            if (Dequantisation.describes(tensor)) {
                long begin = header.dataStart() + tensor.begin();
                write(target, begin, read(file, begin, tensor.bytes()));
            }
        }
    }

    private byte[] read(ArtifactFile file, long from, long length) throws IOException {
        if (length == 0) {
            return new byte[0];
        }
        try (InputStream content = bytes.open(file.sha256(), from, length)) {
            return content.readAllBytes();
        }
    }

    private static void write(Path target, long position, byte[] content) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(target, StandardOpenOption.WRITE)) {
            file.position(position);
            file.write(ByteBuffer.wrap(content));
        }
    }
}
