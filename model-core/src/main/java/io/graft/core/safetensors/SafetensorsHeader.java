package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says of itself. Reading one is validating it in full: the data that follows the header holds these
 * tensors, end to end, and nothing else.
 *
 * @param file how the file is called in errors
 * @param dataStart where the data begins in the file
 * @param tensors in the order of their data
 * @param metadata the free text under {@code __metadata__}
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record SafetensorsHeader(String file, long dataStart, List<TensorInfo> tensors, Map<String, String> metadata) {
    public SafetensorsHeader {
        tensors = List.copyOf(tensors);
        metadata = Map.copyOf(metadata);
    }

    /** Reads the header of a file, and no more of it. */
    public static SafetensorsHeader read(Path file) {
        requireRegular(file);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return parse(bytes, Files.size(file), file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads the header at the beginning of a stream. Afterwards the stream stands at the first byte of the data.
     *
     * @param fileSize the length of the whole file
     * @param file how to call the file in errors
     */
    public static SafetensorsHeader parse(InputStream bytes, long fileSize, String file) {
        HeaderBytes header = HeaderBytes.begin(bytes, fileSize, file);
        return new HeaderParser(header, file, fileSize).parse();
    }

    /** The size of the data that follows the header. */
    public long dataSize() {
        return tensors.isEmpty() ? 0 : tensors.getLast().end();
    }

    static void requireRegular(Path file) {
        if (!Files.exists(file)) {
            throw SafetensorsError.FILE_MISSING.at(file.toString(), "%s does not exist".formatted(file));
        }
        if (!Files.isRegularFile(file)) {
            throw SafetensorsError.FILE_NOT_REGULAR.at(file.toString(), "%s is not a regular file".formatted(file));
        }
    }

    static GraftException unreadable(Path file, IOException cause) {
        return SafetensorsError.FILE_UNREADABLE.at(
                file.toString(), "%s cannot be read: %s".formatted(file, cause.getMessage()), cause);
    }
}
