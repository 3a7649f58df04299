"""Scores the base, the adapters and their merges on the held-out data, and says which of them lost something.

    python evaluate.py ..

Prints two tables and writes scores.json. A choice's score is the log-likelihood of " " + choice after the context; the highest
wins. Merges are made as Graft makes them: base + sum of weight * alpha / rank * B A, in float64, rounded once to the base's
bfloat16.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from noninferiority import compare

MERGES = {
    "soup": {"sentiment": 0.5, "sentiment-2": 0.5},
    "mean": {"sentiment": 0.5, "support": 0.5},
    "sum": {"sentiment": 1.0, "support": 1.0},
}
MODELS = {
    "base": [],
    "sentiment": [{"sentiment": 1.0}],
    "sentiment-2": [{"sentiment-2": 1.0}],
    "support": [{"support": 1.0}],
    "soup": [MERGES["soup"]],
    "mean": [MERGES["mean"]],
    "sum": [MERGES["sum"]],
    "support-after-sentiment": [MERGES["soup"], {"support-after-sentiment": 1.0}],
}
COMPARISONS = [
    ("soup", "sentiment", "sentiment"),
    ("soup", "sentiment-2", "sentiment"),
    ("soup", "sentiment", "general"),
    ("soup", "sentiment-2", "general"),
    ("soup", "base", "general"),
    ("mean", "sentiment", "sentiment"),
    ("mean", "support", "support"),
    ("mean", "base", "general"),
    ("support-after-sentiment", "soup", "sentiment"),
    ("support-after-sentiment", "soup", "general"),
    ("support-after-sentiment", "base", "general"),
]
TASKS = ["general", "sentiment", "support"]
ROWS = 64


def main(folder):
    torch.set_num_threads(1)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder / "base")
    head("model", *TASKS)
    found = {}
    for name, stages in MODELS.items():
        model = merged(folder, *stages)
        found[name] = {task: score(model, tokenizer, read(folder, task)) for task in TASKS}
        table(name, *(f"{percent(s['acc'])} ± {percent(s['acc_stderr'])}" for s in found[name].values()))
    print()
    head("model", "against", "task", "lost", "gained", "difference", "90 % interval", "margin", "verdict")
    verdicts = [verdict(found, *comparison) for comparison in COMPARISONS]
    for scores in (s for of in found.values() for s in of.values()):
        del scores["hits"]
    (folder / "scores.json").write_text(json.dumps({"scores": found, "verdicts": verdicts}, indent=1) + "\n")


def head(*cells):
    table(*cells)
    print("|---" * len(cells) + "|")


def table(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def percent(value):
    return f"{100 * value:.1f}"


def verdict(found, model, parent, task):
    before, after = found[parent][task], found[model][task]
    v = compare(before["hits"], after["hits"], before["chance"])
    interval = f"{percent(v['low'])} … {percent(v['high'])}"
    table(model, parent, task, v["lost"], v["gained"], percent(v["difference"]), interval, percent(v["margin"]), v["verdict"])
    return {"model": model, "against": parent, "task": task} | v


def read(folder, task):
    return [json.loads(line) for line in (folder / "suites" / f"{task}.jsonl").read_text().splitlines()]


def merged(folder, *stages):
    """The base with the weighted adapters of each stage added, a stage's values those of a bfloat16 file, computing in float32."""
    model = LlamaForCausalLM.from_pretrained(folder / "base", dtype=torch.float32).eval()
    for weights in stages:
        targets = {name: p.data.double() for name, p in model.named_parameters()}
        for adapter, weight in weights.items():
            for name, delta in deltas(folder / "adapters" / adapter):
                targets[name] += weight * delta
        for name, parameter in model.named_parameters():
            parameter.data.copy_(targets[name].to(torch.bfloat16))
    return model


def deltas(folder):
    config = json.loads((folder / "adapter_config.json").read_text())
    tensors = {name: t.double() for name, t in load_file(folder / "adapter_model.safetensors").items()}
    for name, a in tensors.items():
        if name.endswith(".lora_A.weight"):
            b = tensors[name.replace("lora_A", "lora_B")]
            target = name.removeprefix("base_model.model.").replace("lora_A.weight", "weight")
            yield target, config["lora_alpha"] / config["r"] * b @ a


def score(model, tokenizer, documents):
    requests = [request(tokenizer, d["context"], choice) for d in documents for choice in d["choices"]]
    found = iter(log_likelihoods(model, requests))
    hits, golds, topics = [], [], {}
    for document in documents:
        values = [next(found) for _ in document["choices"]]
        hits.append(float(max(range(len(values)), key=values.__getitem__) == document["answer"]))
        golds.append(values[document["answer"]])
        topics.setdefault(document["topic"], []).append(hits[-1])
    n, acc = len(hits), mean(hits)
    chance = mean([1 / len(d["choices"]) for d in documents])
    stderr = (acc * (1 - acc) / (n - 1)) ** 0.5
    result = {"n": n, "chance": chance, "acc": acc, "acc_stderr": stderr, "gold_log_likelihood": mean(golds), "hits": hits}
    return result | ({"topics": {t: mean(h) for t, h in sorted(topics.items())}} if len(topics) > 1 else {})


def mean(values):
    return sum(values) / len(values)


def request(tokenizer, context, choice):
    return tokenizer.encode(f"{context} {choice}"), len(tokenizer.encode(context))


@torch.no_grad()
def log_likelihoods(model, requests):
    """Sum of the log-probabilities of each request's tokens after its context, in the order asked."""
    result = [0.0] * len(requests)
    order = sorted(range(len(requests)), key=lambda i: len(requests[i][0]))
    for chunk in (order[i : i + ROWS] for i in range(0, len(order), ROWS)):
        longest = len(requests[chunk[-1]][0])
        tokens = torch.tensor([requests[i][0] + [0] * (longest - len(requests[i][0])) for i in chunk])
        logits = model(input_ids=tokens).logits[:, :-1].log_softmax(-1)
        values = logits.gather(-1, tokens[:, 1:, None]).squeeze(-1)
        for row, i in zip(values, chunk):
            sequence, start = requests[i]
            result[i] = row[start - 1 : len(sequence) - 1].double().sum().item()
    return result


if __name__ == "__main__":
    main(Path(sys.argv[1]))
