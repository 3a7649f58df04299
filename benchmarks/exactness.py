#!/usr/bin/env python3
"""Counts the elements of a bf16 merge that are not the float64 result rounded once: Graft's, PEFT's, and mergekit's arithmetic.

The reference is computed here, in float64, with torch. PEFT is run; mergekit's documented operations are carried out with torch
in the storage type, as mergekit does where a recipe gives no dtype or bfloat16. Prints the table of docs/exactness.md.

    python benchmarks/exactness.py
"""

import argparse
import pathlib
import shutil

import torch
from safetensors import safe_open

from contest import ROOT, graft, make_base
from lora_merge import make_adapter
from merge_methods import make_tuned

LORA = [0.2, 0.3, 0.5]
DENSITY = 0.3


def read(folder):
    with safe_open(pathlib.Path(folder) / "model.safetensors", "pt") as file:
        return {key: file.get_tensor(key) for key in file.keys()}


def adapter_deltas(adapter):
    """Float64 deltas by the base's tensor names."""
    with safe_open(adapter / "adapter_model.safetensors", "pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}
    deltas = {}
    for key, a in tensors.items():
        if key.endswith("lora_A.weight"):
            name = key.removeprefix("base_model.model.").replace("lora_A.weight", "weight")
            deltas[name] = 2.0 * tensors[key.replace("lora_A", "lora_B")].double() @ a.double()
    return deltas


def rounded(value):
    """Float64 to bfloat16 in one rounding, to nearest, ties to even. (Torch goes by way of float32, which rounds twice.)"""
    bits = value.contiguous().view(torch.int64)
    drop = 45
    half = (torch.ones_like(bits) << (drop - 1)) - 1 + ((bits >> drop) & 1)
    return ((bits + half) >> drop << drop).view(torch.float64).to(torch.float32).to(torch.bfloat16)


def share(ours, exact):
    """The share of elements, over all tensors, that differ."""
    wrong = sum((ours[key].to(torch.bfloat16) != rounded(value)).sum().item() for key, value in exact.items())
    return wrong / sum(value.numel() for value in exact.values())


def trimmed(delta):
    flat = delta.abs().reshape(-1)
    kept = torch.zeros_like(flat, dtype=torch.bool)
    kept[torch.argsort(flat, descending=True, stable=True)[: int(DENSITY * flat.numel())]] = True
    return torch.where(kept.view_as(delta), delta, torch.zeros_like(delta))


def ties(origin, models, kind):
    base = origin.to(kind)
    deltas = torch.stack([trimmed(model.to(kind) - base) for model in models])
    weights = torch.tensor(LORA[: len(models)], dtype=kind).view(-1, *[1] * base.dim())
    weighted = deltas * weights
    majority = torch.where(weighted.sum(0) >= 0, 1, -1)
    agree = weighted.sign() == majority
    divisor = (weights * agree).sum(0)
    divisor[divisor == 0] = 1
    return base + (weighted * agree).sum(0) / divisor


def linear(models, kind):
    weights = torch.tensor(LORA[: len(models)], dtype=kind).view(-1, *[1] * models[0].dim())
    return (weights * torch.stack([model.to(kind) for model in models])).sum(0) / weights.sum(0)


def task_arithmetic(origin, models, kind):
    base = origin.to(kind)
    weights = torch.tensor(LORA[: len(models)], dtype=kind).view(-1, *[1] * base.dim())
    return base + (weights * torch.stack([model.to(kind) - base for model in models])).sum(0)


def peft(base, adapters, out):
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16)
    for adapter in adapters:
        model = PeftModel.from_pretrained(model, adapter).merge_and_unload()
    model.save_pretrained(out)
    return read(out)


def recipe(file, method, base, models, parameters=""):
    lines = [f"merge_method: {method}"] + ([] if method == "linear" else [f"base_model: {base}"]) + ["models:"]
    for model, weight in zip(models, LORA):
        lines += [f"  - model: {model}", f"    parameters: {{weight: {weight}{parameters}}}"]
    file.write_text("\n".join(lines) + "\n")
    return file


def merged(out, *arguments):
    shutil.rmtree(out, ignore_errors=True)
    graft("merge", *arguments, out)
    return read(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "benchmarks" / "work")
    options = parser.parse_args()
    work, out = options.work, options.work / "out"
    base = make_base(work, options.layers)
    tuned = [make_tuned(work, options.layers, base, number) for number in range(3)]
    adapters = [make_adapter(work, options.layers, seed) for seed in (1, 2, 3)]
    origin, models, deltas = read(base), [read(one) for one in tuned], [adapter_deltas(one) for one in adapters]
    file = work / "exactness.yml"

    def each(compute, count=3):
        return {key: compute(value, [model[key] for model in models[:count]]) for key, value in origin.items()}

    def added(number):
        return {
            key: value.double() + sum(delta.get(key, 0.0) for delta in deltas[:number]) for key, value in origin.items()
        }

    plus = [f"{base}+{adapter}" for adapter in adapters]
    sum_of_three = "\n".join(
        [f"merge_method: task_arithmetic\nbase_model: {base}\nmodels:"]
        + [f"  - model: {one}\n    parameters: {{weight: 1.0}}" for one in plus]
    )
    print("| merge, bf16 | Graft | PEFT | mergekit's arithmetic |\n|---|--:|--:|--:|")

    def row(name, exact, ours, others, kit):
        cells = ["–" if one is None else f"{100 * share(one, exact):.3g} %" for one in (ours, others, kit)]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)

    row("one LoRA", added(1), merged(out, "--base", base, "--adapter", adapters[0]), peft(base, adapters[:1], out), None)
    file.write_text(sum_of_three + "\n")
    row("three LoRAs", added(3), merged(out, file), peft(base, adapters, out), None)
    row(
        "`linear` .2/.3/.5",
        each(lambda _, all: linear(all, torch.float64)),
        merged(out, recipe(file, "linear", base, tuned)),
        None,
        each(lambda _, all: linear(all, torch.bfloat16)),
    )
    row(
        "`task_arithmetic` .2/.3/.5",
        each(lambda one, all: task_arithmetic(one, all, torch.float64)),
        merged(out, recipe(file, "task_arithmetic", base, tuned)),
        None,
        each(lambda one, all: task_arithmetic(one, all, torch.bfloat16)),
    )
    row(
        "`ties` of two, density .3",
        each(lambda one, all: ties(one, all, torch.float64), 2),
        merged(out, recipe(file, "ties", base, tuned[:2], f", density: {DENSITY}")),
        None,
        each(lambda one, all: ties(one, all, torch.bfloat16), 2),
    )


if __name__ == "__main__":
    main()
