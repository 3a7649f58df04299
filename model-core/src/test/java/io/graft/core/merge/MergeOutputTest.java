package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.core.kernel.Workspace;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeOutputTest {
    private static final SmallFiles CONFIG =
            new SmallFiles(Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8)));
    private static final MergeOptions OPTIONS =
            MergeOptions.defaults().withBlock(1024).withThreads(2);

    @TempDir
    Path folder;

    private final Path target = Path.of("out");

    /** Element i is i; an element that is asked to be NaN shows what happens then. */
    private record Counting(String name, DType dtype, Shape shape, long granule, long nan) implements OutputTensor {
        @Override
        public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
            double[] block = workspace.take(count);
            for (int i = 0; i < count; i++) {
                block[i] = first + i == nan ? Double.NaN : first + i;
            }
            return workspace.kernels().write(dtype, block, 0, count, into, 0);
        }
    }

    @Test
    void everyElementIsWhereItBelongs() throws Exception {
        Manifest manifest = write(OPTIONS, counting(9));

        assertThat(manifest.files()).extracting("path").containsExactly("config.json", "model.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(output().resolve("model.safetensors"))) {
            assertThat(file.tensors()).hasSize(9).allSatisfy(MergeOutputTest::assertCounts);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1024,1048576", "2,4096,1048576", "8,1024,8192", "8,65536,65536"})
    void neitherThreadsNorBlocksNorMemoryChangeAByte(int threads, int block, long memory) throws Exception {
        Manifest expected = write(OPTIONS, counting(9));

        MergeOptions other =
                OPTIONS.withReplace(true).withBlock(block).withMemory(memory).withThreads(threads);

        assertThat(write(other, counting(9))).isEqualTo(expected);
    }

    @Test
    void whatTheManifestSaysIsOnTheDisk() throws Exception {
        Manifest manifest = write(OPTIONS, counting(3));

        for (ArtifactFile file : manifest.files()) {
            byte[] content = Files.readAllBytes(output().resolve(file.path()));
            assertThat(content).hasSize((int) file.size());
            assertThat(Digest.of(content)).isEqualTo(file.sha256());
        }
    }

    @Test
    void largeModelsAreCutIntoShardsWithAnIndex() throws Exception {
        Manifest manifest = write(OPTIONS.withShard(50_000), counting(9));

        assertThat(manifest.files())
                .extracting("path")
                .contains("model-00001-of-00007.safetensors", "model.safetensors.index.json");
    }

    @Test
    void aNumberThatIsNotFiniteEndsTheMergeAndNamesItsTensor() {
        List<OutputTensor> tensors = new ArrayList<>(counting(3));
        tensors.add(new Counting("broken", DType.F32, Shape.of(100, 100), 100, 7_777));

        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> write(OPTIONS, tensors))
                .satisfies(e -> assertThat(e.code()).isEqualTo(MergeError.MERGE_NOT_FINITE))
                .satisfies(e -> assertThat(e.where()).isEqualTo("broken"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptedMergeLeavesNothing() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> write(OPTIONS, counting(9)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void waitingForTheDiskChangesNothing() throws Exception {
        Manifest expected = write(OPTIONS, counting(3));

        assertThat(write(OPTIONS.withReplace(true).withSync(true), counting(3))).isEqualTo(expected);
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        Files.createDirectories(folder.resolve(".out.partial-999999999-1/deep"));

        write(OPTIONS, counting(1));

        assertThat(names()).containsExactly("out");
    }

    @Test
    void anExistingFolderIsReplacedOnlyWhenAsked() throws Exception {
        Files.createDirectories(output());
        Files.writeString(output().resolve("precious"), "do not lose me");

        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> write(OPTIONS, counting(1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(MergeError.MERGE_OUTPUT_EXISTS));
        assertThat(output().resolve("precious")).exists();

        write(OPTIONS.withReplace(true), counting(1));
        assertThat(output().resolve("precious")).doesNotExist();
        assertThat(names()).containsExactly("out");
    }

    private Manifest write(MergeOptions options, List<OutputTensor> tensors) throws InterruptedException {
        List<Shard> shards = Shard.of(
                tensors.stream().map(tensor -> new TrackedTensor(tensor, null)).toList(), options.shardBytes());
        return new MergeOutput(output(), shards, 0, options, MergeListener.NONE)
                .write("identity", (folder, _) -> CONFIG.withIndex(shards).write(folder, options.sync()))
                .manifest();
    }

    private Path output() {
        return folder.resolve(target);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<OutputTensor> counting(int count) {
        return IntStream.range(0, count)
                .<OutputTensor>mapToObj(i -> new Counting("t" + i, DType.F32, Shape.of(i, 31, 103), 4 * 103, -1))
                .toList();
    }

    private static void assertCounts(Tensor tensor) {
        double[] values = new double[(int) tensor.elements()];
        tensor.read(0, values, values.length);
        assertThat(values)
                .isEqualTo(IntStream.range(0, values.length).asDoubleStream().toArray());
    }
}
