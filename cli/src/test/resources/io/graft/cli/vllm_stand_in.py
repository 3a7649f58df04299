"""Stands in for `vllm`, which needs a GPU: takes `vllm serve`'s arguments and does what vLLM does with them before it serves.

It finds config, tokenizer and weights of the model by the Hub's client, loads them, checks that each adapter is a LoRA that fits
into the slots, and has all of them say one token. It does not serve, and shows nothing of vLLM's own kernels or models.
"""

import argparse

from huggingface_hub import snapshot_download
from peft import LoraConfig, PeftConfig, PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

parser = argparse.ArgumentParser(prog="vllm", allow_abbrev=False)
serve = parser.add_subparsers(required=True).add_parser("serve", allow_abbrev=False)
serve.add_argument("model")
serve.add_argument("--revision")
serve.add_argument("--enable-lora", action="store_true")
serve.add_argument("--max-lora-rank", type=int, choices=[8, 16, 32, 64, 128, 256, 320, 512], default=16)
serve.add_argument("--lora-modules", nargs="+", default=[])
asked = parser.parse_args()

print("weights in", snapshot_download(asked.model, revision=asked.revision, allow_patterns=["*.safetensors"]))
tokenizer = AutoTokenizer.from_pretrained(asked.model, revision=asked.revision)
model = AutoModelForCausalLM.from_pretrained(asked.model, revision=asked.revision, dtype="auto")


def say(name, of):
    prompt = tokenizer("Hello", return_tensors="pt")
    print(f"{name} says", tokenizer.decode(of.generate(**prompt, max_new_tokens=1)[0]))


say(asked.model, model)
for module in asked.lora_modules:
    if not asked.enable_lora:
        parser.error("--lora-modules needs --enable-lora")
    name, path = module.split("=", 1)
    config = PeftConfig.from_pretrained(path)
    if not isinstance(config, LoraConfig) or config.r > asked.max_lora_rank:
        parser.error(f"{name} is no LoRA of rank {asked.max_lora_rank} or less: {config}")
    say(name, PeftModel.from_pretrained(model, path, adapter_name=name))
