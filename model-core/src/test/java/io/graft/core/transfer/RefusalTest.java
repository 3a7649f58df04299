package io.graft.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.job.JobError;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void saysWhatTheRegistrySaid() {
        GraftException error = read(404, """
                {"code":"MODEL_NOT_FOUND","detail":"There is no model a/b","where":"a/b","remedy":"Create it."}""");
        assertThat(error.code()).isEqualTo(new Refusal("MODEL_NOT_FOUND", Fault.MISSING));
        assertThat(error).hasMessage("There is no model a/b");
        assertThat(error.where()).isEqualTo("a/b");
        assertThat(error.remedy()).isEqualTo("Create it.");
    }

    @Test
    void recognisesTheCodesThatItsCallerKnows() {
        byte[] body = "{\"code\":\"LEASE_LOST\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Refusal.read(409, body, JobError.values()).code()).isSameAs(JobError.LEASE_LOST);
    }

    @Test
    void keepsTheFindings() {
        GraftException error = read(422, """
                {"code":"MERGE_REFUSED","findings":[
                  {"code":"BASE_MISMATCH","severity":"error","where":"w","message":"m","remedy":"r"}]}""");
        assertThat(error.details())
                .containsEntry("findings", List.of(new Finding("BASE_MISMATCH", Severity.ERROR, "w", "m", "r")));
    }

    @Test
    void doesNotBlameTheRequestForWhatAProxyAnswers() {
        assertThat(read(404, "<html>not here</html>").code()).isEqualTo(new Refusal("HTTP_404", Fault.ENVIRONMENT));
        assertThat(read(503, "{\"code\":\"UNAVAILABLE\"}").code().fault()).isEqualTo(Fault.ENVIRONMENT);
    }

    private static GraftException read(int status, String body) {
        return Refusal.read(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
