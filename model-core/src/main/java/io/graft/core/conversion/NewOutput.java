package io.graft.core.conversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file or folder that was not there, and appears whole or not at all. */
final class NewOutput {
    private NewOutput() {}

    /** Writes to a place. */
    interface Writing {
        void to(Path place) throws IOException;
    }

    static void write(Path out, Writing writing) {
        if (Files.exists(out)) {
            throw ConversionError.CONVERSION_OUTPUT_EXISTS.at(out, "%s is there already".formatted(out));
        }
        Path whole = out.toAbsolutePath().normalize();
        Path partial = whole.resolveSibling("." + whole.getFileName() + ".partial-"
                + ProcessHandle.current().pid());
        try {
            Files.createDirectories(whole.resolveSibling(""));
            writing.to(partial);
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ConversionError.CONVERSION_OUTPUT_UNWRITABLE.at(
                    out, "%s cannot be written: %s".formatted(out, e.getMessage()), e);
        } finally {
            remove(partial);
        }
    }

    private static void remove(Path partial) {
        try (Stream<Path> files = Files.exists(partial) ? Files.walk(partial) : Stream.empty()) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw ConversionError.CONVERSION_OUTPUT_UNWRITABLE.at(
                    partial, "%s cannot be removed: %s".formatted(partial, e.getMessage()), e);
        }
    }
}
