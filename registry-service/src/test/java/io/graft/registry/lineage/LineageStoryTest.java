package io.graft.registry.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.VersionReference;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@RegistryTest
class LineageStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Uploader client;
    private final Catalog catalog;
    private final Lineage lineage;
    private final TransactionTemplate transaction;
    private final String family = "family" + COUNT.incrementAndGet() + "/";

    @Autowired
    LineageStoryTest(
            @LocalServerPort int port, Catalog catalog, Lineage lineage, PlatformTransactionManager transactions) {
        this.client = new Uploader(port);
        this.catalog = catalog;
        this.lineage = lineage;
        this.transaction = new TransactionTemplate(transactions);
        client.model(family + "base", "base");
        client.model(family + "adapter", "adapter");
        client.model(family + "tuned", "base");
        client.publish(family + "base", Weights.model(COUNT.get(), 4), null);
        client.publish(family + "adapter", Weights.adapter(COUNT.get(), 4), family + "base@1");
        client.publish(family + "tuned", Weights.model(COUNT.get() + 500, 4), family + "base@1");
    }

    @Test
    void whatWasTrainedOnABaseDescendsFromIt() {
        assertThat(edges(family + "base", "down", 10))
                .containsExactly(
                        family + "base@1 -adapter-> " + family + "adapter@1",
                        family + "base@1 -finetune-> " + family + "tuned@1");
        assertThat(edges(family + "adapter", "up", 10))
                .containsExactly(family + "base@1 -adapter-> " + family + "adapter@1");
        assertThat(edges(family + "adapter", "down", 10)).isEmpty();
    }

    @Test
    void nodesSayWhatTheyAre() {
        JsonNode nodes = client.get("/models/%sadapter/versions/latest/lineage?direction=up".formatted(family))
                .json()
                .path("nodes");

        assertThat(nodes.size()).isEqualTo(2);
        assertThat(nodes.get(0).path("id").asString()).isEqualTo(family + "adapter@1");
        assertThat(nodes.get(0).path("model").asString()).isEqualTo(family + "adapter");
        assertThat(nodes.get(0).path("kind").asString()).isEqualTo("adapter");
        assertThat(nodes.get(0).path("state").asString()).isEqualTo("READY");
        assertThat(nodes.get(0).path("digest").asString()).startsWith("sha256:");
    }

    @Test
    void theDepthIsKeptTo() {
        connect("tuned", new Parent(id("adapter"), Relation.MERGE, 0.5));

        assertThat(edges(family + "tuned", "up", 0)).isEmpty();
        assertThat(edges(family + "adapter", "both", 1)).hasSize(3);
        assertThat(client.get("/models/%sbase/versions/1/lineage?depth=101".formatted(family))
                        .code())
                .isEqualTo("LINEAGE_DEPTH_OUT_OF_RANGE");
    }

    @Test
    void aVersionCannotComeFromItsOwnDescendants() {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> connect("base", new Parent(id("adapter"), Relation.MERGE, 1.0)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(LineageError.LINEAGE_CYCLE));
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> connect("base", new Parent(id("base"), Relation.MERGE, 1.0)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(LineageError.LINEAGE_CYCLE));
    }

    private void connect(String child, Parent parent) {
        transaction.executeWithoutResult(_ -> lineage.connect(id(child), List.of(parent)));
    }

    private UUID id(String name) {
        return catalog.find(VersionReference.parse(family + name + "@1"));
    }

    private List<String> edges(String model, String direction, int depth) {
        return client.get("/models/%s/versions/1/lineage?direction=%s&depth=%d".formatted(model, direction, depth))
                .json()
                .path("edges")
                .valueStream()
                .map(edge -> "%s -%s-> %s"
                        .formatted(
                                edge.path("from").asString(),
                                edge.path("relation").asString(),
                                edge.path("to").asString()))
                .toList();
    }
}
