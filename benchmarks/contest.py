"""What the benchmarks share: a checkpoint of random weights, timing of whole processes, and the table of results."""

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
HIDDEN, INTERMEDIATE, HEADS, KV_HEADS, VOCABULARY = 2048, 5632, 32, 4, 32000
LINEAR = {
    "self_attn.q_proj": (HIDDEN, HIDDEN),
    "self_attn.k_proj": (HIDDEN * KV_HEADS // HEADS, HIDDEN),
    "self_attn.v_proj": (HIDDEN * KV_HEADS // HEADS, HIDDEN),
    "self_attn.o_proj": (HIDDEN, HIDDEN),
    "mlp.gate_proj": (INTERMEDIATE, HIDDEN),
    "mlp.up_proj": (INTERMEDIATE, HIDDEN),
    "mlp.down_proj": (HIDDEN, INTERMEDIATE),
}


def make_base(work, layers):
    """A Llama checkpoint of random bf16 weights; made once for each number of layers."""
    base = work / f"base-{layers}"
    if (base / "config.json").exists():
        return base
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(0)
    base.mkdir(parents=True, exist_ok=True)

    def random(rows, columns):
        return torch.empty(rows, columns, dtype=torch.bfloat16).normal_(0, 0.02)

    weights = {"model.embed_tokens.weight": random(VOCABULARY, HIDDEN), "lm_head.weight": random(VOCABULARY, HIDDEN)}
    weights["model.norm.weight"] = torch.ones(HIDDEN, dtype=torch.bfloat16)
    for layer in range(layers):
        prefix = f"model.layers.{layer}."
        for norm in ("input_layernorm", "post_attention_layernorm"):
            weights[f"{prefix}{norm}.weight"] = torch.ones(HIDDEN, dtype=torch.bfloat16)
        for name, (rows, columns) in LINEAR.items():
            weights[f"{prefix}{name}.weight"] = random(rows, columns)
    save_file(weights, base / "model.safetensors", metadata={"format": "pt"})
    write_config(base, layers)
    return base


def write_config(folder, layers):
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
    (folder / "config.json").write_text(json.dumps(config, indent=2))


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


def graft(*arguments):
    return timed([ROOT / "graft", *arguments])


def measure(contenders, rounds, out):
    """Runs the contenders in turn, after a warm-up round; those that are `once` run in the last round only."""
    results = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, (run, once) in contenders.items():
            if once and number < rounds:
                continue
            shutil.rmtree(out, ignore_errors=True)
            os.sync()
            seconds, peak = run()
            print(f"  round {number or 'warm-up'}: {name:24} {seconds:7.2f} s  {peak / 1e6:8.0f} MB anonymous", flush=True)
            if number:
                results[name].append((seconds, peak))
    shutil.rmtree(out, ignore_errors=True)
    return results


def machine():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown")
    memory = int(open("/proc/meminfo").readline().split()[1]) / 1e6
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB memory, {platform.system()} {platform.release()}"


def rows(results, ours):
    """The table's rows: wall time, memory, and what `ours` takes of each contender's time."""
    mine = [seconds for seconds, _ in results[ours]]
    for name, runs in results.items():
        seconds = [s for s, _ in runs]
        ratio = statistics.median(mine) / statistics.median(seconds)
        yield (
            f"| {name} | {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}) "
            f"| {max(peak for _, peak in runs) / 1e6:.0f} MB | {ratio:.3f} times its time |"
        )


def report(results, ours, title):
    print(f"\n{title}\n\n| | wall, median (min to max) | peak anonymous memory | graft takes |")
    print("|---|---|---|---|")
    for row in rows(results, ours):
        print(row)
