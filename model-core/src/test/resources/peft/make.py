"""Makes the folders beside this file: what PEFT makes of small models with adapters that the goldens do not have.

Each has base/, adapter/ and merged/. Needs torch, transformers and peft 0.21:  python make.py
"""

import json
import shutil
from pathlib import Path

import torch
from peft import AdaLoraConfig, IA3Config, LoHaConfig, LoKrConfig, LoraConfig, OFTConfig, PeftModel, TrainableTokensConfig
from peft import get_peft_model
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import (AutoModelForCausalLM, GPT2Config, GptOssConfig, LlamaConfig, LlamaForCausalLM, MixtralConfig,
                          set_seed)

HERE = Path(__file__).parent


class Net(nn.Module):
    """One layer of each sort."""

    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(10, 8)
        self.fc = nn.Linear(8, 6)
        self.c1 = nn.Conv1d(4, 6, 3)
        self.c2 = nn.Conv2d(4, 6, 3)
        self.c3 = nn.Conv3d(2, 4, 2)
        self.point = nn.Conv2d(4, 6, 1)

    def forward(self, x):
        return x


def shake(model, scale=0.1):
    """Gives every trained number a random value."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                noise = torch.randn(parameter.shape) * scale
                near = "magnitude" in name or "ia3_l" in name or "original" in name or "modules_to_save" in name
                parameter.copy_(parameter + noise if near else noise)


def folder(name, part):
    path = HERE / name / part
    path.mkdir(parents=True)
    return path


def strip(path):
    """Fields that no merge depends on, but for the version."""
    file = path / "adapter_config.json"
    config = {key: value for key, value in json.loads(file.read_text()).items() if value not in (None, [], {}, "")}
    config.pop("base_model_name_or_path", None)
    config.pop("auto_mapping", None)
    file.write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")
    (path / "README.md").unlink(missing_ok=True)


def drift(model):
    """Trains factors that do not begin at nothing."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "lora_" in name:
                parameter.add_(torch.randn(parameter.shape) * 0.1)


def net(name, config, after=lambda model: None, train=shake):
    set_seed(1)
    base = Net()
    save_file(base.state_dict(), folder(name, "base") / "model.safetensors")
    (HERE / name / "base" / "config.json").write_text('{"model_type": "net"}\n')
    model = get_peft_model(base, config)
    train(model)
    after(model)
    model.save_pretrained(HERE / name / "adapter")
    strip(HERE / name / "adapter")
    merged = model.merge_and_unload()
    save_file({k: v.contiguous() for k, v in merged.state_dict().items()}, folder(name, "merged") / "model.safetensors")
    (HERE / name / "merged" / "config.json").write_text('{"model_type": "net"}\n')


def language(name, model_config, config, prepare=lambda model: None, after=lambda model: None, train=shake):
    set_seed(1)
    base = AutoModelForCausalLM.from_config(model_config)
    with torch.no_grad():
        for parameter in base.parameters():
            parameter.add_(torch.randn(parameter.shape) * 0.05)
    base.save_pretrained(HERE / name / "base")
    (HERE / name / "base" / "generation_config.json").unlink(missing_ok=True)
    base = AutoModelForCausalLM.from_pretrained(HERE / name / "base")
    prepare(base)
    model = get_peft_model(base, config)
    train(model)
    after(model)
    model.save_pretrained(HERE / name / "adapter")
    strip(HERE / name / "adapter")
    fresh = AutoModelForCausalLM.from_pretrained(HERE / name / "base")
    prepare(fresh)
    merged = PeftModel.from_pretrained(fresh, HERE / name / "adapter").merge_and_unload()
    merged.save_pretrained(HERE / name / "merged")
    (HERE / name / "merged" / "generation_config.json").unlink(missing_ok=True)


def llama(**more):
    return LlamaConfig(**{**dict(hidden_size=8, intermediate_size=12, num_hidden_layers=1, num_attention_heads=2,
                                 num_key_value_heads=1, vocab_size=20, max_position_embeddings=16,
                                 pad_token_id=None, bos_token_id=None, eos_token_id=None), **more})


def tied(name, config):
    """What PEFT merges here is not what its adapted model computes, so the result is made by hand."""
    language(name, llama(tie_word_embeddings=True), config)
    base = load_file(HERE / name / "base" / "model.safetensors")
    adapter = load_file(HERE / name / "adapter" / "adapter_model.safetensors")
    embedding = "base_model.model.model.embed_tokens.lora_embedding_"
    head = "base_model.model.lm_head.lora_"
    plain = base["model.embed_tokens.weight"]
    if embedding + "A" in adapter:
        base["model.embed_tokens.weight"] = plain + (adapter[embedding + "B"] @ adapter[embedding + "A"]).T * 1.5
        if not config.ensure_weight_tying:
            base["lm_head.weight"] = plain
    else:
        base["lm_head.weight"] = plain + adapter[head + "B.weight"] @ adapter[head + "A.weight"] * 1.5
    merged = HERE / name / "merged"
    save_file(base, merged / "model.safetensors")
    model_config = json.loads((HERE / name / "base" / "config.json").read_text())
    model_config["tie_word_embeddings"] = config.ensure_weight_tying
    (merged / "config.json").write_text(json.dumps(model_config, indent=2) + "\n")


def old_packing(name):
    """PEFT 0.18 takes the second dimension of experts for the input, whatever it is."""
    base = load_file(HERE / "moe-transposed" / "base" / "model.safetensors")
    shutil.copytree(HERE / "moe-transposed" / "base", HERE / name / "base")
    parameter = "model.layers.0.mlp.experts.gate_up_proj"
    target = base[parameter]
    experts, rows, columns = target.shape
    rank = 2
    a = torch.randn(experts * rank, rows) * 0.1
    b = torch.randn(columns, rank * experts) * 0.1
    module = "base_model.model.model.layers.0.mlp.experts."
    save_file({module + "lora_A.weight": a, module + "lora_B.weight": b},
              folder(name, "adapter") / "adapter_model.safetensors")
    (HERE / name / "adapter" / "adapter_config.json").write_text(json.dumps(
        {"peft_type": "LORA", "peft_version": "0.18.1", "r": rank, "lora_alpha": 3,
         "target_parameters": ["experts.gate_up_proj"]}, indent=1) + "\n")
    delta = torch.einsum("o r e, e r i -> e i o", b.reshape(columns, rank, experts), a.reshape(experts, rank, rows))
    base[parameter] = target + delta * (3 / rank)
    save_file(base, folder(name, "merged") / "model.safetensors")
    shutil.copy(HERE / name / "base" / "config.json", HERE / name / "merged" / "config.json")


def main():
    for old in HERE.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    every = ["fc", "c1", "c2", "c3", "point", "emb"]
    convolutions = ["fc", "c1", "c2", "point"]
    net("lora-convolutions", LoraConfig(r=2, lora_alpha=3, target_modules=every, modules_to_save=[]))
    net("dora-convolutions", LoraConfig(r=2, lora_alpha=3, use_dora=True, target_modules=every))
    net("dora-rank-stabilised", LoraConfig(r=2, lora_alpha=3, use_dora=True, use_rslora=True, target_modules=["fc"]))
    net("bias-of-lora", LoraConfig(r=2, lora_alpha=3, lora_bias=True, bias="lora_only", target_modules=["fc"]))
    net("bias-all", LoraConfig(r=2, lora_alpha=3, target_modules=["fc"], bias="all"))
    net("loha-flat", LoHaConfig(r=2, alpha=3, target_modules=convolutions, init_weights=False))
    net("loha-tucker", LoHaConfig(r=2, alpha=3, target_modules=convolutions, use_effective_conv2d=True,
                                  rank_pattern={"c2": 3}, alpha_pattern={"fc": 5}, init_weights=False))
    net("lokr-whole", LoKrConfig(r=8, alpha=3, target_modules=convolutions, init_weights=False))
    net("lokr-factors", LoKrConfig(r=1, alpha=3, target_modules=convolutions, decompose_both=True, decompose_factor=2,
                                   init_weights=False))
    net("lokr-tucker", LoKrConfig(r=1, alpha=3, target_modules=["fc", "c2"], use_effective_conv2d=True,
                                  init_weights=False))
    net("oft-exact", OFTConfig(oft_block_size=4, r=0, use_cayley_neumann=False, target_modules=["fc", "c2", "emb"]))
    net("oft-shared", OFTConfig(oft_block_size=2, r=0, block_share=True, use_cayley_neumann=False,
                                target_modules=["fc", "emb"]))
    net("oft-bounded", OFTConfig(oft_block_size=4, r=0, coft=True, eps=0.05, target_modules=["fc", "c2", "emb"]))
    for terms in (1, 2, 3, 4, 7):
        net(f"oft-{terms}-terms", OFTConfig(oft_block_size=4, r=0, num_cayley_neumann_terms=terms,
                                            target_modules=["fc"]))
    net("ia3-convolutions", IA3Config(target_modules=["fc", "c2", "c3", "point"], feedforward_modules=["c2"]))

    net("pissa", LoraConfig(r=2, lora_alpha=3, init_lora_weights="pissa", target_modules=["fc"]), train=drift)
    net("olora", LoraConfig(r=2, lora_alpha=3, init_lora_weights="olora", target_modules=["fc"]), train=drift)

    def prune(model):
        model.base_model.model.fc.lora_E["default"].data[1] = 0
        model.peft_config["default"].rank_pattern = {"fc.lora_E": [True, False, True]}

    net("adalora-pruned", AdaLoraConfig(init_r=3, target_r=2, lora_alpha=5, total_step=10, target_modules=["fc"]),
        after=prune)

    language("dora-conv1d", GPT2Config(n_embd=8, n_layer=1, n_head=2, vocab_size=20, n_positions=8),
             LoraConfig(r=2, lora_alpha=3, use_dora=True, fan_in_fan_out=True, target_modules=["c_attn", "c_proj"],
                        task_type="CAUSAL_LM"))
    language("pissa-conv1d", GPT2Config(n_embd=8, n_layer=1, n_head=2, vocab_size=20, n_positions=8),
             LoraConfig(r=2, lora_alpha=3, use_rslora=True, init_lora_weights="pissa", fan_in_fan_out=True,
                        target_modules=["c_attn", "c_proj"], task_type="CAUSAL_LM"), train=drift)
    language("ia3-conv1d", GPT2Config(n_embd=8, n_layer=1, n_head=2, vocab_size=20, n_positions=8),
             IA3Config(target_modules=["c_attn", "mlp.c_proj"], feedforward_modules=["mlp.c_proj"], fan_in_fan_out=True,
                       task_type="CAUSAL_LM"))
    resize = lambda model: model.resize_token_embeddings(23, mean_resizing=False)
    language("resized-lora", llama(), LoraConfig(r=2, lora_alpha=3, target_modules=["embed_tokens", "lm_head", "q_proj"],
                                                 task_type="CAUSAL_LM"), prepare=resize)
    language("resized-saved", llama(), LoraConfig(r=2, lora_alpha=3, target_modules=["q_proj"],
                                                  modules_to_save=["embed_tokens", "lm_head"],
                                                  task_type="CAUSAL_LM"), prepare=resize)
    language("tied-resized", llama(tie_word_embeddings=True),
             LoraConfig(r=2, lora_alpha=3, target_modules=["q_proj"], modules_to_save=["embed_tokens"],
                        ensure_weight_tying=True, task_type="CAUSAL_LM"), prepare=resize)
    language("tied-saved-head", llama(tie_word_embeddings=True),
             LoraConfig(r=2, lora_alpha=3, target_modules=["q_proj"], modules_to_save=["lm_head"],
                        task_type="CAUSAL_LM"))
    language("tied-tokens", llama(tie_word_embeddings=True),
             LoraConfig(r=2, lora_alpha=3, target_modules=["q_proj"], trainable_token_indices={"embed_tokens": [7, 3]},
                        task_type="CAUSAL_LM"))
    lora = dict(r=2, lora_alpha=3, task_type="CAUSAL_LM")
    tied("tied-once", LoraConfig(**lora, target_modules=["embed_tokens"], ensure_weight_tying=True))
    tied("tied-embedding", LoraConfig(**lora, target_modules=["embed_tokens"]))
    tied("tied-head", LoraConfig(**lora, target_modules=["lm_head"]))
    language("tokens", llama(), TrainableTokensConfig(token_indices=[11, 0], target_modules=["embed_tokens"],
                                                      task_type="CAUSAL_LM"))
    mixture = dict(hidden_size=8, intermediate_size=6, num_hidden_layers=1, num_attention_heads=2, head_dim=4,
                   num_key_value_heads=1, vocab_size=20, max_position_embeddings=16, num_local_experts=3,
                   num_experts_per_tok=2, pad_token_id=None, bos_token_id=None, eos_token_id=None)
    both = ["experts.gate_up_proj", "experts.down_proj"]
    language("moe-separate", MixtralConfig(**mixture),
             LoraConfig(r=2, lora_alpha=3, target_modules=[], target_parameters=both, task_type="CAUSAL_LM",
                        alpha_pattern={"experts.down_proj": 5}))
    language("moe-transposed", GptOssConfig(**mixture, layer_types=["full_attention"]),
             LoraConfig(r=2, lora_alpha=3, target_modules=["q_proj"], target_parameters=both, task_type="CAUSAL_LM"))
    language("moe-square", GptOssConfig(**{**mixture, "intermediate_size": 8}, layer_types=["full_attention"]),
             LoraConfig(r=2, lora_alpha=3, target_modules=[], target_parameters=both, task_type="CAUSAL_LM"))
    old_packing("moe-old-packing")


if __name__ == "__main__":
    main()
