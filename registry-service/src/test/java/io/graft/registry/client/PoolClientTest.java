package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Weights;
import io.graft.registry.hub.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What vLLM does with the Hub's own client, unmodified, when it loads adapters: its lora_hf_hub_resolver for one in a pool, and
 * its /v1/load_lora_adapter for one in a repository of its own. vLLM itself is not run here.
 */
@RegistryTest
class PoolClientTest {
    /** The steps and checks of vllm/plugins/lora_resolvers/hf_hub_resolver.py and filesystem_resolver.py, one by one. */
    private static final String RESOLVER = """
            import hashlib, json, os, sys
            from huggingface_hub import HfApi, snapshot_download

            class Resolver:
                def __init__(self, repositories):
                    self.repositories = repositories
                    self.folders = {}

                def resolve(self, base, name):
                    repository = next((each for each in self.repositories
                                       if name.startswith(each)
                                       and (len(name) == len(each) or name[len(each)] == "/")), None)
                    if repository is None:
                        return None
                    if repository not in self.folders:
                        files = HfApi().list_repo_files(repo_id=repository)
                        self.folders[repository] = {os.path.dirname(file) for file in files
                                                    if file.endswith("adapter_config.json")}
                    folder = name[len(repository) + 1:].rstrip("/")
                    if folder not in self.folders[repository]:
                        return None
                    root = snapshot_download(repo_id=repository, allow_patterns=f"{folder}/*")
                    path = os.path.join(root, folder)
                    config_path = os.path.join(path, "adapter_config.json")
                    if not os.path.exists(config_path):
                        return None
                    with open(config_path) as file:
                        config = json.load(file)
                    if config["peft_type"] == "LORA" and config["base_model_name_or_path"] == base:
                        return path
                    return None

            def digest(path):
                with open(path, "rb") as file:
                    return hashlib.sha256(file.read()).hexdigest()
            """;

    private final Python python = Python.installed();
    private final Shop shop;
    private final String endpoint;

    @TempDir
    private Path folder = Path.of("");

    PoolClientTest(@LocalServerPort int port) {
        this.shop = new Shop(new Uploader(port));
        this.endpoint = "http://localhost:" + port;
    }

    @Test
    void aResolverFindsAnAdapterOfThePoolByNameAndItsChecksPass() {
        shop.released(1, 1);
        shop.released(2, 2);
        assertThat(resolve(shop.pool() + "/" + shop.folder(2), shop.name("base")))
                .contains("RESOLVED adapter_config.json adapter_model.safetensors")
                .contains("ONLY [" + shop.folder(2) + "]");
    }

    @Test
    void oneForAnotherBaseOrNotReleasedOrWithdrawnIsNotFound() {
        shop.released(1, 1);
        shop.publish(2);
        shop.released(3, 3);
        shop.withdraw("tone", 3);
        assertThat(resolve(shop.pool() + "/" + shop.folder(1), "another/base")).contains("NOTHING");
        assertThat(resolve(shop.pool() + "/" + shop.folder(2), shop.name("base")))
                .contains("NOTHING");
        assertThat(resolve(shop.pool() + "/" + shop.folder(3), shop.name("base")))
                .contains("NOTHING");
    }

    /** A pool may grow between the first request of a fetch and its last. */
    @Test
    void aFetchThatBeganBeforeAReleaseEndsAsItBegan() {
        shop.released(1, 1);
        String before = run("""
                print("SHA", HfApi().model_info("%s").sha)
                """.formatted(shop.pool()))
                .lines()
                .filter(line -> line.startsWith("SHA"))
                .findFirst()
                .orElseThrow();
        shop.released(2, 2);
        assertThat(run("""
                root = snapshot_download("%s", revision="%s")
                assert root.endswith("%3$s"), root
                print(sorted(os.listdir(os.path.join(root, "%4$s"))))
                """.formatted(shop.pool(), sha(before), sha(before), namespace())))
                .contains("['tone-v1']");
    }

    @Test
    void aReleaseFetchedWithoutARevisionIsTheSameWheneverItIsFetched() {
        shop.released(1, 1);
        String fetch = """
                root = snapshot_download(repo_id="%s", cache_dir="%s")
                print("BYTES", {name: digest(os.path.join(root, name)) for name in sorted(os.listdir(root))})
                """;
        String before = run(fetch.formatted(shop.release(1), "before"));
        shop.released(2, 2);
        assertThat(run(fetch.formatted(shop.release(1), "after")))
                .isEqualTo(before)
                .contains("adapter_config.json");
        assertThat(run(fetch.formatted(shop.release(2), "other"))).isNotEqualTo(before);
    }

    @Test
    void anUploadIsRefusedInWords() {
        shop.released(1, 1);
        Tool.Run run = python.run(session(), """
                from huggingface_hub import HfApi
                HfApi().upload_file(path_or_fileobj=b"{}", path_in_repo="x.json", repo_id="%s")
                """.formatted(shop.release(1)));
        assertThat(run.succeeded()).isFalse();
        assertThat(run.output()).contains("403").contains("is read-only: it holds what was released");
    }

    /** PEFT writes down the name under which it loaded the base. */
    @Test
    void anAdapterThatWasTrainedOnAReleaseIsPinnedToItsVersion() {
        shop.release("base@1");
        String base = "Releases.%s-v1".formatted(shop.name("base"));
        Map<String, byte[]> files =
                Weights.changed(Weights.adapter(7, 8), "adapter_config.json", "/home/somebody/base", base);
        files.forEach(this::write);
        Tool.Run run = python.hf(session(), "upload", shop.name("trained"), "trained");
        assertThat(run.exit()).as(run.output()).isZero();
        shop.release("trained@1");
        assertThat(resolve("%s/%s-v1".formatted(shop.pool(), shop.name("trained")), shop.name("base")))
                .contains("RESOLVED");
    }

    private void write(String path, byte[] bytes) {
        try {
            Path target = folder.resolve("trained").resolve(path);
            Files.createDirectories(target.getParent());
            Files.write(target, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String resolve(String name, String base) {
        return run("""
                found = Resolver(["%1$s0", "%1$s"]).resolve("%2$s", "%3$s")
                print("RESOLVED " + " ".join(sorted(os.listdir(found))) if found else "NOTHING")
                if found:
                    root = found[:-len("%4$s") - 1]
                    print("ONLY", "[" + ", ".join(sorted(os.path.relpath(where, root)
                          for where, _, files in os.walk(root) if files)) + "]")
                """.formatted(
                        shop.pool(), base, name, name.substring(shop.pool().length() + 1)));
    }

    private String run(String script) {
        Tool.Run run = python.run(session(), RESOLVER + script);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    private Python.Session session() {
        return new Python.Session(folder, endpoint, Map.of("HF_HUB_DISABLE_XET", "1"));
    }

    private String namespace() {
        return shop.folder(1).substring(0, shop.folder(1).indexOf('/'));
    }

    private static String sha(String line) {
        return line.substring("SHA ".length()).strip();
    }
}
