#!/usr/bin/env python3
"""Times `graft merge` of one LoRA (r=16, all linear layers) into a checkpoint of a billion parameters.

Beside it, in the same run and in turn: copying and hashing the same bytes (the limit), and PEFT's load, merge_and_unload and
save. Prints a table of medians, the ratios round by round, and the peak of anonymous memory of each process.

    python benchmarks/lora_merge.py --rounds 5              # makes its inputs under benchmarks/work on first use
    python benchmarks/lora_merge.py --layers 44 --no-peft   # a model twice as large
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HIDDEN, INTERMEDIATE, HEADS, KV_HEADS, VOCABULARY, RANK = 2048, 5632, 32, 4, 32000, 16
LINEAR = {
    "self_attn.q_proj": (HIDDEN, HIDDEN),
    "self_attn.k_proj": (HIDDEN * KV_HEADS // HEADS, HIDDEN),
    "self_attn.v_proj": (HIDDEN * KV_HEADS // HEADS, HIDDEN),
    "self_attn.o_proj": (HIDDEN, HIDDEN),
    "mlp.gate_proj": (INTERMEDIATE, HIDDEN),
    "mlp.up_proj": (INTERMEDIATE, HIDDEN),
    "mlp.down_proj": (HIDDEN, INTERMEDIATE),
}


def make_inputs(work, layers):
    """A Llama checkpoint of random bf16 weights and a PEFT adapter for it; made once for each number of layers."""
    base, adapter = work / f"base-{layers}", work / f"adapter-{layers}"
    if (base / "config.json").exists() and (adapter / "adapter_config.json").exists():
        return base, adapter
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(0)
    base.mkdir(parents=True, exist_ok=True)
    adapter.mkdir(parents=True, exist_ok=True)

    def random(rows, columns, dtype=torch.bfloat16):
        return torch.empty(rows, columns, dtype=dtype).normal_(0, 0.02)

    weights = {"model.embed_tokens.weight": random(VOCABULARY, HIDDEN), "lm_head.weight": random(VOCABULARY, HIDDEN)}
    weights["model.norm.weight"] = torch.ones(HIDDEN, dtype=torch.bfloat16)
    factors = {}
    for layer in range(layers):
        prefix = f"model.layers.{layer}."
        for norm in ("input_layernorm", "post_attention_layernorm"):
            weights[f"{prefix}{norm}.weight"] = torch.ones(HIDDEN, dtype=torch.bfloat16)
        for name, (rows, columns) in LINEAR.items():
            weights[f"{prefix}{name}.weight"] = random(rows, columns)
            key = f"base_model.model.{prefix}{name}"
            factors[f"{key}.lora_A.weight"] = random(RANK, columns, torch.float32)
            factors[f"{key}.lora_B.weight"] = random(rows, RANK, torch.float32)
    save_file(weights, base / "model.safetensors", metadata={"format": "pt"})
    save_file(factors, adapter / "adapter_model.safetensors", metadata={"format": "pt"})
    adapter_config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": str(base.name),
        "r": RANK,
        "lora_alpha": 32,
        "lora_dropout": 0.0,
        "bias": "none",
        "inference_mode": True,
        "target_modules": sorted(name.split(".")[1] for name in LINEAR),
    }
    (adapter / "adapter_config.json").write_text(json.dumps(adapter_config, indent=2))
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": HIDDEN,
        "intermediate_size": INTERMEDIATE,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "num_hidden_layers": layers,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-5,
        "hidden_act": "silu",
        "tie_word_embeddings": False,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "torch_dtype": "bfloat16",
    }
    (base / "config.json").write_text(json.dumps(config, indent=2))
    return base, adapter


def anonymous_bytes(pid):
    """Anonymous resident memory of a process and its children, in bytes; 0 once it is gone."""
    total = 0
    try:
        for line in open(f"/proc/{pid}/status"):
            if line.startswith("RssAnon:"):
                total += int(line.split()[1]) * 1024
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in open(f"/proc/{pid}/task/{task}/children").read().split():
                total += anonymous_bytes(child)
    except OSError:
        pass
    return total


def timed(command):
    """Wall seconds and peak anonymous bytes of a command; leaves no output behind but what the command writes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    peak = [0]

    def watch():
        while process.poll() is None:
            peak[0] = max(peak[0], anonymous_bytes(process.pid))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    watcher.join()
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{output}")
    return seconds, peak[0]


def copy_and_hash(base, out):
    source = base / "model.safetensors"
    return timed(["sh", "-c", f"mkdir -p '{out}' && cp '{source}' '{out}/' && sha256sum '{source}'"])


def graft_merge(base, adapter, out):
    return timed([ROOT / "graft", "merge", "--base", base, "--adapter", adapter, out])


PEFT_SCRIPT = """
import sys, torch
from transformers import AutoModelForCausalLM
from peft import PeftModel
base, adapter, out = sys.argv[1:]
model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16)
PeftModel.from_pretrained(model, adapter).merge_and_unload().save_pretrained(out)
"""


def peft_merge(base, adapter, out):
    return timed([sys.executable, "-c", PEFT_SCRIPT, base, adapter, out])


def measure(contenders, rounds, out):
    results = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, run in contenders.items():
            shutil.rmtree(out, ignore_errors=True)
            os.sync()
            seconds, peak = run()
            print(f"  round {number or 'warm-up'}: {name:12} {seconds:7.2f} s  {peak / 1e6:8.0f} MB anonymous", flush=True)
            if number:
                results[name].append((seconds, peak))
    shutil.rmtree(out, ignore_errors=True)
    return results


def machine():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown")
    memory = int(open("/proc/meminfo").readline().split()[1]) / 1e6
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB memory, {platform.system()} {platform.release()}"


def report(results, size, layers):
    print(f"\nMachine: {machine()}")
    print(f"Model: {layers} layers, {size / 2e9:.2f} B parameters, {size / 1e9:.2f} GB bf16; LoRA r={RANK} on all linear layers\n")
    print("| | wall, median (min to max) | peak anonymous memory | graft takes |")
    print("|---|---|---|---|")
    ours = [seconds for seconds, _ in results["graft merge"]]
    for name, runs in results.items():
        seconds = [s for s, _ in runs]
        ratio = statistics.median(a / b for a, b in zip(ours, seconds))
        print(
            f"| {name} | {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}) "
            f"| {max(peak for _, peak in runs) / 1e6:.0f} MB | {ratio:.2f} times its time |"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=22, help="22 makes 1.1 B parameters")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "benchmarks" / "work")
    parser.add_argument("--no-peft", action="store_true")
    options = parser.parse_args()

    base, adapter = make_inputs(options.work, options.layers)
    subprocess.run([ROOT / "graft", "merge", "--help"], check=True, stdout=subprocess.DEVNULL)
    out = options.work / "out"
    contenders = {
        "cp + sha256sum": lambda: copy_and_hash(base, out),
        "graft merge": lambda: graft_merge(base, adapter, out),
    }
    if not options.no_peft:
        contenders["PEFT"] = lambda: peft_merge(base, adapter, out)
    results = measure(contenders, options.rounds, out)
    report(results, (base / "model.safetensors").stat().st_size, options.layers)


if __name__ == "__main__":
    main()
