package io.graft.core.merge;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder beside the output, in which a merge writes until all is there. Renaming it is the moment at which the output
 * appears. What a killed process left is recognised by its process id and removed by the next merge to the same place.
 */
final class PartialFolder implements AutoCloseable {
    private final Path target;
    private final Path folder;

    private PartialFolder(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    static PartialFolder beside(Path target) throws IOException {
        Path parent = parent(target);
        Files.createDirectories(parent);
        String prefix = "." + target.getFileName() + ".partial-";
        removeAbandoned(parent, prefix);
        Path folder = parent.resolve(prefix + ProcessHandle.current().pid() + "-" + System.nanoTime());
        return new PartialFolder(target, Files.createDirectory(folder));
    }

    static Path parent(Path target) {
        Path parent = target.toAbsolutePath().normalize().getParent();
        return parent == null ? target.toAbsolutePath().getRoot() : parent;
    }

    Path resolve(String file) {
        return folder.resolve(file);
    }

    /** Puts the folder in the target's place, which is empty, absent, or may be replaced. */
    void publish() throws IOException {
        if (Files.exists(target)) {
            Path old = Files.move(target, folder.resolveSibling(folder.getFileName() + ".old"));
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            remove(old);
        } else {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }

    private static void removeAbandoned(Path parent, String prefix) throws IOException {
        for (Path abandoned : partials(parent, prefix)) {
            if (!isAlive(abandoned.getFileName().toString().substring(prefix.length()))) {
                remove(abandoned);
            }
        }
    }

    private static List<Path> partials(Path parent, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private static boolean isAlive(String owner) {
        int dash = owner.indexOf('-');
        return dash > 0
                && ProcessHandle.of(Long.parseLong(owner, 0, dash, 10))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
