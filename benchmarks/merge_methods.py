#!/usr/bin/env python3
"""Times `graft merge` of fine-tunes of a billion parameters: linear of three, ties, dare_ties and della of two.

Beside it, in the same run: copying and hashing one model's bytes, and the operations that mergekit documents for the method,
carried out with torch on the same tensors, one tensor at a time, with the result kept until it is saved, as mergekit keeps a
shard. (mergekit itself is not needed.) Prints a table for each method.

    python benchmarks/merge_methods.py --rounds 3                     # makes its inputs under benchmarks/work on first use
    python benchmarks/merge_methods.py --methods linear ties --layers 44
"""

import argparse
import pathlib
import shutil
import subprocess
import sys

from contest import ROOT, copy_and_hash, graft, machine, make_base, measure, report, timed

WEIGHTS = [0.2, 0.3, 0.5]
RECIPES = {
    "linear": ("linear", 3, {}),
    "ties": ("ties", 2, {"density": 0.3}),
    "dare_ties": ("dare_ties", 2, {"density": 0.3}),
    "della": ("della", 2, {"density": 0.3, "epsilon": 0.15}),
}


def make_tuned(work, layers, base, number):
    """A model that differs from the base as a fine-tune does: small changes everywhere."""
    tuned = work / f"tuned-{layers}-{number}"
    if (tuned / "config.json").exists():
        return tuned
    import torch
    from safetensors import safe_open
    from safetensors.torch import save_file

    torch.manual_seed(100 + number)
    tuned.mkdir(parents=True, exist_ok=True)
    with safe_open(base / "model.safetensors", "pt") as file:
        weights = {
            key: (file.get_tensor(key).float() + torch.empty(file.get_slice(key).get_shape()).normal_(0, 1e-3)).bfloat16()
            for key in file.keys()
        }
    save_file(weights, tuned / "model.safetensors", metadata={"format": "pt"})
    shutil.copy(base / "config.json", tuned / "config.json")
    return tuned


def write_recipe(file, method, base, models, parameters):
    lines = [f"merge_method: {method}"]
    if method != "linear":
        lines.append(f"base_model: {base}")
    lines.append("models:")
    for model, weight in zip(models, WEIGHTS):
        settings = {"weight": weight, **parameters}
        lines.append(f"  - model: {model}")
        lines.append(f"    parameters: {{{', '.join(f'{key}: {value}' for key, value in settings.items())}}}")
    lines.append("dtype: bfloat16")
    file.write_text("\n".join(lines) + "\n")
    return file


# What mergekit documents for each method, in the storage type, tensor by tensor.
PEER = """
import sys, torch
from safetensors import safe_open
from safetensors.torch import save_file
method, out, base, *models = sys.argv[1:]
weights = [0.2, 0.3, 0.5]
density, epsilon = 0.3, 0.15

def rescaled(delta, kept):
    before, after = delta.abs().sum(), kept.abs().sum()
    return kept if before < 1e-7 or after < 1e-7 else kept * (before / after)

def trimmed(delta):
    kept = torch.zeros_like(delta).view(-1)
    flat = delta.reshape(-1)
    top = torch.argsort(flat.abs().float(), descending=True)[: int(density * flat.numel())]
    kept[top] = flat[top]
    return kept.view_as(delta)

def dropped(delta):
    return rescaled(delta, delta * torch.bernoulli(torch.full_like(delta, density)))

def sampled(delta):
    rows = delta if delta.dim() > 1 else delta.unsqueeze(0)
    rank = rows.abs().argsort(dim=1).argsort(dim=1).float()
    low, high = rank.min(dim=1, keepdim=True).values, rank.max(dim=1, keepdim=True).values
    keep = density - epsilon + (rank - low) / (high - low) * 2 * epsilon
    return rescaled(rows, rows * torch.bernoulli(keep).to(rows.dtype)).view_as(delta)

sparse = {"ties": trimmed, "dare_ties": dropped, "della": sampled}

def linear(tensors):
    w = torch.tensor(weights[: len(tensors)], dtype=tensors[0].dtype).view(-1, *[1] * tensors[0].dim())
    return (w * torch.stack(tensors)).sum(0) / w.sum(0)

def voted(origin, tensors):
    deltas = torch.stack([sparse[method](tensor - origin) for tensor in tensors])
    w = torch.tensor(weights[: len(tensors)], dtype=origin.dtype).view(-1, *[1] * origin.dim())
    weighted = deltas * w
    majority = (weighted.sum(0) >= 0).to(origin.dtype) * 2 - 1
    agree = weighted.sign() == majority
    mixed = (weighted * agree).sum(0)
    if method != "dare_ties":
        divisor = (w * agree).sum(0)
        divisor[divisor == 0] = 1
        mixed = mixed / divisor
    return (origin + mixed).to(origin.dtype)

files = [safe_open(model + "/model.safetensors", "pt") for model in models]
origin = safe_open(base + "/model.safetensors", "pt")
result = {}
for key in sorted(origin.keys()):
    tensors = [file.get_tensor(key) for file in files]
    result[key] = linear(tensors) if method == "linear" else voted(origin.get_tensor(key), tensors)
import os
os.makedirs(out, exist_ok=True)
save_file(result, out + "/model.safetensors", metadata={"format": "pt"})
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=22, help="22 makes 1.1 B parameters")
    parser.add_argument("--rounds", type=int, default=3, help="of graft and the copy; a peer of minutes runs once")
    parser.add_argument("--methods", nargs="+", choices=RECIPES, default=list(RECIPES))
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "benchmarks" / "work")
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()

    base = make_base(options.work, options.layers)
    tuned = [make_tuned(options.work, options.layers, base, number) for number in range(3)]
    subprocess.run([ROOT / "graft", "merge", "--help"], check=True, stdout=subprocess.DEVNULL)
    out = options.work / "out"
    print(f"Machine: {machine()}")
    for name in options.methods:
        method, count, parameters = RECIPES[name]
        recipe = write_recipe(options.work / f"{name}.yml", method, base, tuned[:count], parameters)
        contenders = {
            "cp + sha256sum of one model": (lambda: copy_and_hash(base, out), False),
            "graft merge": (lambda: graft("merge", recipe, out), False),
        }
        if not options.no_peer:
            peer = [sys.executable, "-c", PEER, method, out, base, *tuned[:count]]
            contenders["mergekit's operations in torch"] = (lambda: timed(peer), method != "linear")
        report(measure(contenders, options.rounds, out), "graft merge", f"{name} of {count} models, {options.layers} layers")


if __name__ == "__main__":
    main()
