package io.graft.registry.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.adapter.Adapter;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Interference;
import io.graft.core.interference.Tuning;
import io.graft.registry.Weights;
import io.graft.registry.merge.Preview;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineupTest {
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final PinnedVersion base = version("base", ModelKind.BASE, files(Weights.model(1)));
    private final PinnedVersion one = version("one", ModelKind.ADAPTER, files(Weights.adapter(2, 8)));
    private final PinnedVersion two = version("two", ModelKind.ADAPTER, files(Weights.adapter(3, 8)));

    @Test
    void adaptersWhoseBytesAreElsewhereAreComparedToo() {
        Lineup lineup = new Lineup(base, List.of(one, two));
        try (Preview preview = Preview.of(lineup.sources(), _ -> Optional.empty(), this::bytes);
                Checkpoint model = Checkpoint.open(preview.folder(Lineup.source(base)));
                Adapter first = Adapter.open(preview.folder(Lineup.source(one)));
                Adapter second = Adapter.open(preview.folder(Lineup.source(two)))) {
            Interference pair = Interference.of(Tuning.of("one", first, model), Tuning.of("two", second, model));
            Interference itself = Interference.of(Tuning.of("one", first, model), Tuning.of("again", first, model));

            assertThat(pair.modules()).singleElement().satisfies(module -> assertThat(module.firstNorm())
                    .isPositive());
            assertThat(pair.cosine()).isBetween(-0.9, 0.9);
            assertThat(itself.cosine()).isGreaterThan(0.999_999);
        }
    }

    @Test
    void moreThanCanBeReadInARequestIsRefused() {
        ArtifactFile huge = new ArtifactFile("adapter_model.safetensors", Lineup.MOST_BYTES, Digest.of("huge"));
        PinnedVersion large = version("large", ModelKind.ADAPTER, List.of(huge));

        assertThatThrownBy(() -> new Lineup(base, List.of(one, large)))
                .extracting("code")
                .isEqualTo(InterferenceError.INTERFERENCE_TOO_LARGE);
    }

    @Test
    void anAdapterIsNoBase() {
        assertThatThrownBy(() -> new Lineup(one, List.of(one, two)))
                .extracting("code")
                .isEqualTo(InterferenceError.INTERFERENCE_BASE_WRONG);
    }

    private static PinnedVersion version(String name, ModelKind kind, List<ArtifactFile> files) {
        return new PinnedVersion(
                UUID.randomUUID(),
                new ModelName("a", name),
                kind,
                1,
                new Manifest(files).digest(),
                kind == ModelKind.ADAPTER ? null : Digest.of("tensors"),
                null,
                files);
    }

    private List<ArtifactFile> files(Map<String, byte[]> files) {
        files.values().forEach(content -> blobs.put(Digest.of(content), content));
        return files.entrySet().stream()
                .map(file -> new ArtifactFile(file.getKey(), file.getValue().length, Digest.of(file.getValue())))
                .toList();
    }

    private ByteArrayInputStream bytes(Digest digest, long from, long length) {
        return new ByteArrayInputStream(
                Objects.requireNonNull(blobs.get(digest)), Math.toIntExact(from), Math.toIntExact(length));
    }
}
