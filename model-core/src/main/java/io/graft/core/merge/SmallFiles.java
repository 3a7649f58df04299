package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.ShardIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a model beside its weights, by their path in its folder. */
record SmallFiles(Map<String, byte[]> contents) {

    /** With the index, if there are several shards. */
    SmallFiles withIndex(List<Shard> shards) {
        if (shards.size() < 2) {
            return this;
        }
        Map<String, SafetensorsHeader> headers = new TreeMap<>();
        shards.forEach(shard -> headers.put(shard.file(), shard.header()));
        Map<String, byte[]> more = new TreeMap<>(contents);
        more.put(ShardIndex.FILE, ShardIndex.of(headers).json().getBytes(StandardCharsets.UTF_8));
        return new SmallFiles(more);
    }

    /** @param sync whether to wait until the disk holds them, and the folder */
    List<ArtifactFile> write(Path folder, boolean sync) throws IOException {
        List<ArtifactFile> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(PartialFolder.parent(file));
            Files.write(file, entry.getValue());
            files.add(new ArtifactFile(entry.getKey(), entry.getValue().length, Digest.of(entry.getValue())));
            if (sync) {
                sync(file);
            }
        }
        if (sync) {
            sync(folder);
        }
        return files;
    }

    /** Waits until the disk holds a file, or the names in a folder. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
