"""Makes the fixtures under src/test/resources/decoder/adapters: tiny models, adapters of PEFT, and the logits of both together.

Needs torch, transformers, peft and safetensors. Usage: adapters.py FOLDER
"""

import sys
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
IDS = torch.arange(3, 51).mul(7).remainder(61).unsqueeze(0)


def llama():
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=61,
            hidden_size=32,
            intermediate_size=48,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=64,
            initializer_range=0.2,
            tie_word_embeddings=True,
        )
    )


def gpt2():
    return GPT2LMHeadModel(
        GPT2Config(vocab_size=61, n_positions=64, n_embd=32, n_layer=2, n_head=4, initializer_range=0.2)
    )


ADAPTERS = {
    "llama": {
        "lora": dict(r=4, lora_alpha=8, target_modules=LINEAR),
        "second": dict(r=2, lora_alpha=2, target_modules=["q_proj", "down_proj"]),
        "patterns": dict(
            r=4,
            lora_alpha=8,
            target_modules=LINEAR,
            rank_pattern={"layers.0.self_attn.q_proj": 2, "down_proj": 3},
            alpha_pattern={"up_proj": 5},
        ),
        "rslora": dict(r=4, lora_alpha=4, target_modules=LINEAR, use_rslora=True),
        "dora": dict(r=4, lora_alpha=8, target_modules=LINEAR, use_dora=True),
        "embedding": dict(r=3, lora_alpha=6, target_modules=["embed_tokens", "v_proj"]),
    },
    "gpt2": {
        "lora": dict(r=4, lora_alpha=8, target_modules=["c_attn", "c_proj", "c_fc"], fan_in_fan_out=True),
        "dora": dict(r=4, lora_alpha=8, target_modules=["c_attn", "c_fc"], fan_in_fan_out=True, use_dora=True),
    },
}


def train(model, config):
    """Stands in for training: every parameter of the adapter moves."""
    adapted = get_peft_model(model, LoraConfig(task_type="CAUSAL_LM", **config))
    for name, parameter in adapted.named_parameters():
        if parameter.requires_grad:
            scale = 0.1 * parameter.abs().mean() if "magnitude" in name else 0.1
            parameter.data += scale * torch.randn_like(parameter)
    return adapted


def make(folder, name, model):
    base = folder / name / "base"
    model.eval().save_pretrained(base)
    logits = {"base": model(IDS).logits[0]}
    for adapter, config in ADAPTERS[name].items():
        adapted = train(AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32), config)
        adapted.save_pretrained(folder / name / adapter)
    for adapter in ADAPTERS[name]:
        fresh = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
        logits[adapter] = PeftModel.from_pretrained(fresh, folder / name / adapter).eval()(IDS).logits[0]
    if name == "llama":
        fresh = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
        both = PeftModel.from_pretrained(fresh, folder / name / "lora", adapter_name="lora")
        both.load_adapter(folder / name / "second", adapter_name="second")
        both.base_model.set_adapter(["lora", "second"])
        logits["lora+second"] = both.eval()(IDS).logits[0]
    save_file(
        {"input_ids": IDS[0].to(torch.int32), **{key: value.detach().contiguous() for key, value in logits.items()}},
        folder / name / "golden.safetensors",
    )


if __name__ == "__main__":
    torch.manual_seed(4)
    for each in (llama, gpt2):
        make(Path(sys.argv[1]), each.__name__, each())
