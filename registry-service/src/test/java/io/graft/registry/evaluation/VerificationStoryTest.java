package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.EmptyQueue;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A merge of adapters is a claim until it was proved. */
@RegistryTest
class VerificationStoryTest {
    private static int counter;

    private final Uploader client;
    private final JdbcClient jdbc;
    private final String output = "proof/mix" + ++counter;
    private final Map<String, byte[]> made = Weights.model(700 + counter);

    @Autowired
    VerificationStoryTest(@LocalServerPort int port, JdbcClient jdbc) {
        this.client = new Uploader(port);
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aBaseAnAdapterAndAnEmptyQueue() {
        EmptyQueue.of(jdbc);
        jdbc.sql("delete from job_demand").update();
        if (client.get("/models/proof/base").status() == 404) {
            client.model("proof/base", "base");
            client.publish("proof/base", Weights.model(71), null);
            client.model("proof/adapter", "adapter");
            client.publish("proof/adapter", Weights.adapter(72, 8), "proof/base@1");
        }
    }

    @Test
    void aMergeOfAnAdapterBecomesReadyOnlyWhenItIsProved() {
        anEvalWorkerIsThere();
        Answer merge = merge();
        assertThat(state()).isEqualTo("PENDING");
        assertThat(mergeOf(merge).path("state").asString()).isEqualTo("RUNNING");
        assertThat(mergeOf(merge).path("progress").path("phase").asString()).isEqualTo("verifying");

        TestEvalWorker worker = TestEvalWorker.claim(client);
        assertThat(worker.succeed().code()).isEqualTo("VERIFICATION_REPORT_MISSING");
        assertThat(worker.report("PASS", "As it should be").status()).isEqualTo(200);
        assertThat(worker.succeed().status()).isEqualTo(200);

        assertThat(state()).isEqualTo("READY");
        assertThat(mergeOf(merge).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(verification().path("verdict").asString()).isEqualTo("PASS");
        assertThat(verification().path("binding").asBoolean()).isTrue();
    }

    @Test
    void aMergeThatFailsItsProofIsRejected() {
        anEvalWorkerIsThere();
        Answer merge = merge();
        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.report("FAIL", "One module is missing");
        assertThat(worker.succeed().code()).isEqualTo("VERIFICATION_FAILED");
        worker.fail("VERIFICATION_FAILED", "One module is missing");

        assertThat(state()).isEqualTo("REJECTED");
        assertThat(mergeOf(merge).path("state").asString()).isEqualTo("FAILED");
        assertThat(verification().path("verdict").asString()).isEqualTo("FAIL");
        assertThat(verification().path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void whereNoEvalWorkerIsAVersionIsReadyAtOnceAndTakenBackIfItsProofFails() {
        merge();
        assertThat(state()).isEqualTo("READY");
        assertThat(verification().path("state").asString()).isEqualTo("QUEUED");
        assertThat(verification().path("binding").asBoolean()).isFalse();

        TestEvalWorker worker = TestEvalWorker.claim(client);
        worker.report("FAIL", "One module is missing");
        worker.fail("VERIFICATION_FAILED", "One module is missing");

        assertThat(state()).isEqualTo("REJECTED");
        assertThat(client.get("/models/%s/versions/1".formatted(output))
                        .json()
                        .path("findings")
                        .get(0)
                        .path("message")
                        .asString())
                .contains("One module is missing");
    }

    @Test
    void aVersionIsVerifiedOnceMoreWhenSomebodyAsks() {
        merge();
        Answer asked = client.post("/models/%s/versions/1/verification".formatted(output), "");
        assertThat(asked.status()).as(asked.json().toString()).isEqualTo(202);
        assertThat(client.get("/models/%s/versions/1/verification".formatted(output))
                        .json()
                        .size())
                .isEqualTo(2);
        assertThat(client.post("/models/proof/base/versions/1/verification", "").code())
                .isEqualTo("VERIFICATION_IMPOSSIBLE");
    }

    private void anEvalWorkerIsThere() {
        assertThat(TestEvalWorker.tryClaim(client)).isEmpty();
    }

    private Answer merge() {
        return TestMerge.of(client, "proof/base@1", "proof/adapter@1", 1 + counter, output, made);
    }

    private String state() {
        return client.get("/models/%s/versions/1".formatted(output))
                .json()
                .path("state")
                .asString();
    }

    private JsonNode mergeOf(Answer asked) {
        return client.get("/merges/" + asked.json().path("id").asString()).json();
    }

    private JsonNode verification() {
        return client.get("/models/%s/versions/1/verification".formatted(output))
                .json()
                .get(0);
    }
}
