#!/usr/bin/env python3
"""Times `graft merge` of one LoRA (r=16, all linear layers) into a checkpoint of a billion parameters.

Beside it, in the same run and in turn: copying and hashing the same bytes (the limit), and PEFT's load, merge_and_unload and
save. Prints a table of medians with ratios, and the peak of anonymous memory of each process.

    python benchmarks/lora_merge.py --rounds 5              # makes its inputs under benchmarks/work on first use
    python benchmarks/lora_merge.py --layers 44 --no-peft   # a model twice as large
"""

import argparse
import json
import pathlib
import subprocess
import sys

from contest import LINEAR, ROOT, copy_and_hash, graft, machine, make_base, measure, report, timed

RANK = 16


def make_adapter(work, layers, seed=1):
    """A PEFT adapter of random factors for all linear layers; made once for each number of layers and seed."""
    adapter = work / f"adapter-{layers}-{seed}"
    if (adapter / "adapter_config.json").exists():
        return adapter
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(seed)
    adapter.mkdir(parents=True, exist_ok=True)
    factors = {}
    for layer in range(layers):
        for name, (rows, columns) in LINEAR.items():
            key = f"base_model.model.model.layers.{layer}.{name}"
            factors[f"{key}.lora_A.weight"] = torch.empty(RANK, columns).normal_(0, 0.02)
            factors[f"{key}.lora_B.weight"] = torch.empty(rows, RANK).normal_(0, 0.02)
    save_file(factors, adapter / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": f"base-{layers}",
        "r": RANK,
        "lora_alpha": 32,
        "lora_dropout": 0.0,
        "bias": "none",
        "inference_mode": True,
        "target_modules": sorted(name.split(".")[1] for name in LINEAR),
    }
    (adapter / "adapter_config.json").write_text(json.dumps(config, indent=2))
    return adapter


PEFT_SCRIPT = """
import sys, torch
from transformers import AutoModelForCausalLM
from peft import PeftModel
base, adapter, out = sys.argv[1:]
model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16)
PeftModel.from_pretrained(model, adapter).merge_and_unload().save_pretrained(out)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=22, help="22 makes 1.1 B parameters")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "benchmarks" / "work")
    parser.add_argument("--no-peft", action="store_true")
    options = parser.parse_args()

    base, adapter = make_base(options.work, options.layers), make_adapter(options.work, options.layers)
    subprocess.run([ROOT / "graft", "merge", "--help"], check=True, stdout=subprocess.DEVNULL)
    out = options.work / "out"
    contenders = {
        "cp + sha256sum": (lambda: copy_and_hash(base, out), False),
        "graft merge": (lambda: graft("merge", "--base", base, "--adapter", adapter, out), False),
    }
    if not options.no_peft:
        peft = [sys.executable, "-c", PEFT_SCRIPT, base, adapter, out]
        contenders["PEFT"] = (lambda: timed(peft), False)
    results = measure(contenders, options.rounds, out)
    size = (base / "model.safetensors").stat().st_size
    print(f"\nMachine: {machine()}")
    report(
        results,
        "graft merge",
        f"{options.layers} layers, {size / 2e9:.2f} B parameters, {size / 1e9:.2f} GB bf16; LoRA r={RANK} on all linear layers",
    )


if __name__ == "__main__":
    main()
