package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** transformers and PEFT, unmodified, push a base, an adapter and a merge as they do to the Hub, and load them again. */
@RegistryTest
class ModelsClientTest {
    private final Python python = Python.installed();
    private final Uploader registry;
    private final String endpoint;
    private final String namespace = "tr" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder = Path.of("");

    ModelsClientTest(@LocalServerPort int port) {
        this.registry = new Uploader(port);
        this.endpoint = "http://localhost:" + port;
    }

    @Test
    void whatIsPushedIsLoadedAndComputesTheSame() {
        Tool.Run run = python.run(new Python.Session(folder, endpoint, Map.of()), """
                import torch
                from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, AutoTokenizer
                from transformers import PreTrainedTokenizerFast
                from tokenizers import Tokenizer, models, pre_tokenizers
                from peft import AutoPeftModelForCausalLM, LoraConfig, PeftModel, get_peft_model
                from huggingface_hub import HfApi

                torch.manual_seed(1)
                words = {word: i for i, word in enumerate(["<unk>", "graft", "keeps", "who", "came", "from", "whom"])}
                tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
                tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
                tokenizer = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>")
                config = LlamaConfig(vocab_size=64, hidden_size=64, intermediate_size=128, num_hidden_layers=2,
                                     num_attention_heads=4, num_key_value_heads=2)
                LlamaForCausalLM(config).push_to_hub("NAMESPACE/base")
                tokenizer.push_to_hub("NAMESPACE/base")

                base = AutoModelForCausalLM.from_pretrained("NAMESPACE/base")
                tokens = AutoTokenizer.from_pretrained("NAMESPACE/base")("graft keeps who came from whom", return_tensors="pt")
                plain = base(tokens.input_ids).logits

                tuned = get_peft_model(base, LoraConfig(r=4, target_modules=["q_proj", "v_proj"], init_lora_weights=False))
                tuned.eval()
                expected = tuned(tokens.input_ids).logits
                tuned.push_to_hub("NAMESPACE/adapter")

                loaded = AutoPeftModelForCausalLM.from_pretrained("NAMESPACE/adapter")
                assert torch.equal(loaded(tokens.input_ids).logits, expected)
                loaded = PeftModel.from_pretrained(
                    AutoModelForCausalLM.from_pretrained("NAMESPACE/base", revision="1"), "NAMESPACE/adapter", revision="1")
                assert torch.equal(loaded(tokens.input_ids).logits, expected)

                merged = loaded.merge_and_unload()
                card = "---\\nbase_model: [NAMESPACE/base, NAMESPACE/adapter]\\nbase_model_relation: merge\\n---\\n# Merge"
                HfApi().create_repo("NAMESPACE/merged")
                HfApi().upload_file(repo_id="NAMESPACE/merged", path_in_repo="README.md", path_or_fileobj=card.encode())
                merged.push_to_hub("NAMESPACE/merged")
                again = AutoModelForCausalLM.from_pretrained("NAMESPACE/merged")
                assert torch.equal(again(tokens.input_ids).logits, merged(tokens.input_ids).logits)
                assert not torch.equal(again(tokens.input_ids).logits, plain)
                found = [model.id for model in HfApi().list_models(filter="base_model:adapter:NAMESPACE/base")]
                assert found == ["NAMESPACE/adapter"], found
                """.replace("NAMESPACE", namespace));
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(newest("base").path("kind").asString("")).isEqualTo("base");
        assertThat(newest("adapter").path("base").toString()).contains(namespace + "/base");
        assertThat(newest("merged").path("state").asString()).isEqualTo("READY");
    }

    private JsonNode newest(String name) {
        return registry.get("/models/%s/%s/versions/latest".formatted(namespace, name))
                .json();
    }
}
