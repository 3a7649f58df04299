package io.graft.core.worker;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.gguf.GgufFile;
import io.graft.core.job.Attempt;
import io.graft.core.job.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out a job's inputs as folders, as people have them on their disks; the files in them are links. */
public final class Inputs {
    private final Cache cache;
    private final @Nullable Path blobs;

    /** @param blobs the registry's folder of blobs, if it is on this machine */
    public Inputs(Cache cache, @Nullable Path blobs) {
        this.cache = cache;
        this.blobs = blobs;
    }

    /** A folder for each of the versions, under the name by which the task calls it. */
    public Map<String, Path> assemble(Attempt attempt, Map<String, Task.Input> versions, Path under)
            throws IOException, InterruptedException {
        Phase fetching = new Phase(attempt, "fetching", missing(versions));
        Map<String, Path> folders = new LinkedHashMap<>();
        for (Map.Entry<String, Task.Input> version : versions.entrySet()) {
            Path folder = under.resolve(Integer.toString(folders.size()));
            for (ArtifactFile file : needed(version.getValue())) {
                link(attempt, file, folder.resolve(file.path()), fetching);
            }
            folders.put(version.getKey(), folder);
        }
        return folders;
    }

    /** What a merge quantised beside its weights says nothing that these do not say. */
    private static List<ArtifactFile> needed(Task.Input version) {
        boolean weights = version.files().stream().anyMatch(file -> file.path().endsWith(".safetensors"));
        return version.files().stream()
                .filter(file -> !weights || !file.path().endsWith(GgufFile.ENDING))
                .toList();
    }

    private void link(Attempt attempt, ArtifactFile file, Path link, Phase fetching)
            throws IOException, InterruptedException {
        Files.createDirectories(link.getParent());
        Path local = local(file);
        if (local == null) {
            new Persistence(attempt).untilDone(() -> cache.link(file, link, fetching));
        } else {
            Files.createSymbolicLink(link, local);
        }
    }

    private @Nullable Path local(ArtifactFile file) throws IOException {
        if (blobs == null) {
            return null;
        }
        Path blob = Cache.entry(blobs.resolve("blobs"), file);
        return Files.isRegularFile(blob) && Files.size(blob) == file.size() ? blob.toAbsolutePath() : null;
    }

    private long missing(Map<String, Task.Input> versions) throws IOException {
        long bytes = 0;
        for (Task.Input version : versions.values()) {
            for (ArtifactFile file : needed(version)) {
                bytes += local(file) == null && !cache.has(file) ? file.size() : 0;
            }
        }
        return bytes;
    }
}
