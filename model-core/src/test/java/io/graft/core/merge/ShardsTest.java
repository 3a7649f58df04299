package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.Folder;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A merge that is cut into shards, made one by one and put together, is the merge that was not cut. */
class ShardsTest {
    private static final String RECIPE = """
            merge_method: linear
            models: [{model: base+lora, parameters: {weight: 1}}]
            """;
    private static final MergeOptions OPTIONS =
            MergeOptions.defaults().withThreads(2).withShard(4000);

    @TempDir
    Path folder;

    @BeforeEach
    void writeInputs() throws IOException {
        Models.llama(folder.resolve("base"), 3, DType.BF16, 1);
        Models.lora(folder.resolve("lora"), 3, DType.F32, 2);
    }

    @Test
    void theOrderInWhichShardsAreMadeChangesNothing() throws Exception {
        MergeResult whole = Merging.of(folder, RECIPE).with(OPTIONS).into(folder.resolve("whole"));

        List<FinishedShard> shards = shards(shuffled());
        MergeResult assembled = onPlan(plan -> MergeRun.assemble(plan, shards, folder.resolve("parts"), OPTIONS));

        assertThat(shards).hasSizeGreaterThan(3);
        assertThat(assembled).isEqualTo(whole);
        assertThat(new Folder(folder.resolve("parts")).describe()).isEqualTo(whole.manifest());
    }

    @Test
    void aShardIsWhatWasPlanned() throws Exception {
        List<PlannedShard> planned = onPlan(plan -> plan.shards(OPTIONS.shardBytes()));

        assertThat(shards(shuffled())).allSatisfy(shard -> assertThat(planned)
                .contains(new PlannedShard(
                        shard.file().path(),
                        shard.tensors().stream().map(TensorProvenance::name).toList(),
                        shard.file().size())));
    }

    @Test
    void aShardTravelsAsJson() throws Exception {
        FinishedShard shard = shards(List.of(1)).getFirst();

        String json = JsonMapper.shared().writeValueAsString(shard);
        assertThat(JsonMapper.shared().readValue(json, FinishedShard.class)).isEqualTo(shard);
    }

    @Test
    void whatIsNotAllOfThePlanIsNotAssembled() throws Exception {
        List<FinishedShard> shards = shards(shuffled());

        assertRefused(shards.subList(1, shards.size()));
        shards.add(shards.getFirst());
        assertRefused(shards);
    }

    private void assertRefused(List<FinishedShard> shards) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> onPlan(plan -> MergeRun.assemble(plan, shards, folder.resolve("bad"), OPTIONS)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(MergeError.MERGE_SHARDS_MISMATCH));
        assertThat(folder.resolve("bad")).doesNotExist();
    }

    private List<Integer> shuffled() throws InterruptedException {
        int count = onPlan(plan -> plan.shards(OPTIONS.shardBytes())).size();
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(3));
        return order;
    }

    /** Each from a plan of its own, as if on another machine. */
    private List<FinishedShard> shards(List<Integer> order) throws InterruptedException {
        List<FinishedShard> shards = new ArrayList<>();
        for (int index : order) {
            shards.add(
                    onPlan(plan -> MergeRun.shard(plan, index, folder.resolve("parts"), OPTIONS, MergeListener.NONE)));
        }
        return shards;
    }

    private interface Use<T> {
        T of(MergePlan plan) throws InterruptedException;
    }

    private <T> T onPlan(Use<T> use) throws InterruptedException {
        Merging merging = Merging.of(folder, RECIPE);
        try (MergeInputs inputs = merging.open()) {
            return use.of(merging.plan(inputs));
        }
    }
}
