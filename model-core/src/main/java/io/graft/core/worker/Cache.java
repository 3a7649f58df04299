package io.graft.core.worker;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.Meter;
import io.graft.core.transfer.Transfer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Inputs that were fetched, by their digests, for all workers of a machine.
 *
 * <p>Who uses an entry holds a hard link to it. So nothing that a running job uses can be taken from it, whoever evicts; an
 * entry without such a link is unused, and the one that went unused longest goes first. The links of a process that died are
 * removed with its {@link Scratch}.
 */
public final class Cache {
    private final Path folder;
    private final long budget;
    private final Function<Digest, URI> origin;
    private final Transfer transfer;
    private final Clock clock;

    /**
     * A cache in a folder.
     *
     * @param budget bytes that it shrinks to
     * @param origin where the content with a digest can be had
     */
    public Cache(Path folder, long budget, Function<Digest, URI> origin, Transfer transfer, Clock clock) {
        this.folder = folder;
        this.budget = budget;
        this.origin = origin;
        this.transfer = transfer;
        this.clock = clock;
    }

    /** Makes {@code link} name the content of the file, which is fetched if it is not there. */
    void link(ArtifactFile file, Path link, Meter meter) throws IOException, InterruptedException {
        Path entry = entry(file);
        while (!linked(file, entry, link)) {
            fetch(file, entry, meter);
        }
    }

    /** Deletes what went unused longest until the rest fits the budget, as far as nothing of it is in use. */
    public void shrink() throws IOException, InterruptedException {
        try (Guard _ = Guard.of(folder.resolve("evict.lock"))) {
            List<Entry> entries = entries();
            long excess = entries.stream().mapToLong(Entry::size).sum() - budget;
            for (Entry entry : entries) {
                if (excess > 0 && evicted(entry)) {
                    excess -= entry.size();
                }
            }
        }
    }

    boolean has(ArtifactFile file) {
        return Files.exists(entry(file));
    }

    Path entry(ArtifactFile file) {
        return entry(folder, file);
    }

    /** Where a folder that is laid out like the registry's own keeps the content. */
    static Path entry(Path folder, ArtifactFile file) {
        String hex = file.sha256().hex();
        return folder.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
    }

    private boolean linked(ArtifactFile file, Path entry, Path link) throws IOException {
        try {
            Files.createLink(link, entry);
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileAlreadyExistsException e) {
            return true;
        }
        if (Files.size(link) != file.size()) {
            Files.delete(link);
            Files.deleteIfExists(entry);
            return false;
        }
        Files.setLastModifiedTime(entry, FileTime.from(clock.instant()));
        return true;
    }

    /** Leaves alone what another worker is just fetching. */
    private boolean evicted(Entry entry) throws IOException {
        if (entry.inUse()) {
            return false;
        }
        Optional<Guard> unused = Guard.tryOf(lock(entry.digits()));
        if (unused.isEmpty()) {
            return false;
        }
        try (Guard _ = unused.get()) {
            return Files.deleteIfExists(entry.path());
        }
    }

    private Path lock(String digits) {
        return folder.resolve("locks").resolve(digits);
    }

    private void fetch(ArtifactFile file, Path entry, Meter meter) throws IOException, InterruptedException {
        try (Guard _ = Guard.of(lock(file.sha256().hex()))) {
            if (!Files.exists(entry)) {
                transfer.download(origin.apply(file.sha256()), entry, file.size(), file.sha256(), meter);
            }
        }
    }

    /** Those that went unused longest first. */
    private List<Entry> entries() throws IOException {
        Path root = folder.resolve("sha256");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Entry.at(file).ifPresent(entries::add);
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        return entries;
    }
}
