package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** For each thing that goes wrong, the Hub's Python client raises the exception that it has for it. */
@RegistryTest
class HubExceptionsClientTest {
    private static final String IMPORTS = """
            import huggingface_hub as hub
            from huggingface_hub.errors import *
            api = hub.HfApi()
            def raises(kind, call):
                try:
                    call()
                except kind as e:
                    print(type(e).__name__, e)
                    return e
                raise SystemExit(f"no {kind.__name__}")
            """;

    private final Python python = Python.installed();
    private final Uploader registry;
    private final String endpoint;
    private final String namespace = "ex" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder = Path.of("");

    HubExceptionsClientTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.endpoint = "http://localhost:" + port;
    }

    @BeforeEach
    void aModelWithTwoVersions() {
        registry.model(namespace + "/base", "base");
        registry.publish(namespace + "/base", Weights.model(20), null);
        registry.publish(namespace + "/base", Weights.model(21), null);
    }

    @Test
    void whatIsNotThereIsNotFoundInItsOwnWay() {
        run("""
                raises(RepositoryNotFoundError, lambda: api.model_info("NAMESPACE/nothing"))
                raises(RevisionNotFoundError, lambda: api.model_info("NAMESPACE/base", revision="nothing"))
                raises(RevisionNotFoundError, lambda: hub.snapshot_download("NAMESPACE/base", revision="0" * 40))
                raises(EntryNotFoundError, lambda: hub.hf_hub_download("NAMESPACE/base", "chat_template.jinja"))
                assert not api.file_exists("NAMESPACE/base", "chat_template.jinja")
                assert not api.repo_exists("NAMESPACE/nothing")
                assert not api.revision_exists("NAMESPACE/base", "nothing")
                """);
    }

    /** What is asked for once and is not there is not asked for again. */
    @Test
    void thatAnOptionalFileIsMissingIsRemembered() {
        run("""
                from huggingface_hub import try_to_load_from_cache, _CACHED_NO_EXIST
                raises(EntryNotFoundError, lambda: hub.hf_hub_download("NAMESPACE/base", "generation_config.json"))
                assert try_to_load_from_cache("NAMESPACE/base", "generation_config.json") is _CACHED_NO_EXIST
                """);
    }

    @Test
    void aCommitOnAStaleParentIsRefused() {
        run("""
                old = api.list_repo_commits("NAMESPACE/base")[1].commit_id
                add = hub.CommitOperationAdd("README.md", b"# late")
                e = raises(HfHubHTTPError, lambda: api.create_commit(
                    "NAMESPACE/base", [add], commit_message="late", parent_commit=old))
                assert e.response.status_code == 412, e
                new = api.list_repo_commits("NAMESPACE/base")[0].commit_id
                made = api.create_commit("NAMESPACE/base", [add], commit_message="in time", parent_commit=new)
                assert api.model_info("NAMESPACE/base").sha == made.oid
                """);
        assertThat(registry.get("/models/%s/base/versions/3".formatted(namespace))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("READY");
    }

    @Test
    void anAdapterWithoutItsBaseAndPickledWeightsAreBadRequests() {
        Folders.write(folder.resolve("adapter"), Weights.adapter(22, 8));
        Folders.write(
                folder.resolve("pickled"),
                Map.of("config.json", new byte[] {'{', '}'}, "pytorch_model.bin", new byte[9]));
        run("""
                api.create_repo("NAMESPACE/adapter")
                e = raises(BadRequestError, lambda: api.upload_folder(repo_id="NAMESPACE/adapter", folder_path="adapter"))
                assert "base_model_name_or_path" in str(e), e
                api.create_repo("NAMESPACE/pickled")
                e = raises(BadRequestError, lambda: api.upload_folder(repo_id="NAMESPACE/pickled", folder_path="pickled"))
                assert "safetensors" in str(e), e
                raises(HfHubHTTPError, lambda: api.create_repo("NAMESPACE/base"))
                api.create_repo("NAMESPACE/base", exist_ok=True)
                """);
    }

    @Test
    void aRevokedTokenIsRefusedAndSaysSo() {
        String secret = registry.post("/tokens", "{'name': 'ada-%s', 'roles': ['writer']}".formatted(namespace))
                .json()
                .path("secret")
                .asString();
        assertThat(secret).isNotEmpty();
        run("assert api.whoami(token='%s')['name'] == 'ada-NAMESPACE'".formatted(secret));
        registry.send(registry.request("/tokens/ada-" + namespace).DELETE());
        run("""
                for call in (lambda: api.whoami(token="SECRET"),
                             lambda: api.model_info("NAMESPACE/base", token="SECRET"),
                             lambda: hub.hf_hub_download("NAMESPACE/base", "config.json", token="SECRET"),
                             lambda: api.upload_file(repo_id="NAMESPACE/base", path_in_repo="README.md",
                                                     path_or_fileobj=b"x", token="SECRET")):
                    e = raises(HfHubHTTPError, call)
                    assert e.response.status_code == 401, e
                    assert "revoked" in str(e) or "Invalid user token" in str(e), e
                """.replace("SECRET", secret));
    }

    private void run(String script) {
        Tool.Run run = python.run(
                new Python.Session(folder, endpoint, Map.of()), (IMPORTS + script).replace("NAMESPACE", namespace));
        assertThat(run.exit()).as(run.output()).isZero();
    }
}
