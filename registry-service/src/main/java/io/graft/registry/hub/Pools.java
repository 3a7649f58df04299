package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.PinnedVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A base's pool: a folder for each released version of an adapter, which is always the same as long as it is there, so that an
 * engine may load it by name and keep it.
 */
@Component
class Pools {
    private final PoolAdapters adapters;
    private final ServedConfigs configs;
    private final PoolStates states;

    Pools(PoolAdapters adapters, ServedConfigs configs, PoolStates states) {
        this.adapters = adapters;
        this.configs = configs;
        this.states = states;
    }

    private record Folder(PoolAdapter adapter, ServedConfig config) {}

    /** What the pool holds now. */
    Revision newest(RepositoryName.OfPool name, PinnedVersion base) {
        List<Folder> folders = folders(base);
        Revision newest = revision(name, base, folders);
        states.remember(
                base,
                newest.commit(),
                folders.stream().map(folder -> folder.adapter().id()).toList());
        return newest;
    }

    /**
     * What it held at a commit, without what was withdrawn since.
     *
     * @throws GraftException {@link HubError#HUB_REVISION_NOT_FOUND}
     */
    Revision at(RepositoryName.OfPool name, PinnedVersion base, String commit) {
        List<Folder> held = states.find(base, commit)
                .map(then -> folders(base).stream()
                        .filter(folder -> then.contains(folder.adapter().id()))
                        .toList())
                .orElseThrow(() -> HubError.noRevision(name.toString(), commit));
        Revision now = revision(name, base, held);
        return new Revision(name, commit, now.files(), base, now.sources());
    }

    private List<Folder> folders(PinnedVersion base) {
        return adapters.on(base).stream()
                .flatMap(adapter ->
                        configs.of(adapter.config(), base.model()).map(config -> new Folder(adapter, config)).stream())
                .toList();
    }

    private static Revision revision(RepositoryName.OfPool name, PinnedVersion base, List<Folder> folders) {
        List<ArtifactFile> files = new ArrayList<>();
        Map<String, Source> sources = new TreeMap<>();
        for (Folder folder : folders) {
            String path = folder.adapter().folder() + "/";
            ArtifactFile config = config(path, folder.config());
            files.add(config);
            sources.put(config.path(), new Source.Written(folder.config().text()));
            ArtifactFile weights = folder.adapter().weights();
            files.add(new ArtifactFile(path + weights.path(), weights.size(), weights.sha256()));
            sources.put(
                    path + weights.path(),
                    new Source.Kept(Optional.of(folder.adapter().id())));
        }
        return new Revision(name, commit(files), files, base, sources);
    }

    private static ArtifactFile config(String folder, ServedConfig config) {
        byte[] bytes = config.text().getBytes(StandardCharsets.UTF_8);
        return new ArtifactFile(folder + Contents.ADAPTER_CONFIG, bytes.length, Digest.of(bytes));
    }

    private static String commit(List<ArtifactFile> files) {
        return Revision.commit(Digest.of(files.stream()
                .map(file -> "%s %d %s\n".formatted(file.sha256().hex(), file.size(), file.path()))
                .collect(Collectors.joining("", "pool\n", ""))));
    }
}
