#!/usr/bin/env python3
"""Times `graft eval` against lm-evaluation-harness with transformers, both in float32 on the same machine, in turn.

The model is a Llama of random weights in the shape of SmolLM-135M. One task has four choices after a context that they share; the
other has one continuation after a context of its own, so that there is nothing to share. Each program runs twice a task: on one
document, and on all. What the second takes longer is the time of the other documents; it leaves out starting and loading. Prints
documents per second, the ratio, processor seconds a document, and the peak of anonymous memory beside its limit: the weights in float32
and 1 GB. On a busy machine only processor seconds with one thread mean anything: several threads burn time while they wait.

    python benchmarks/evaluation.py                    # makes its inputs under benchmarks/work on first use
    python benchmarks/evaluation.py --documents 100
    python benchmarks/evaluation.py --threads 1

Needs torch, transformers, safetensors and lm-eval 0.4.13, for the contender alone.
"""

import argparse
import json
import os
import pathlib
import random
import resource
import shutil
import sys

from contest import ROOT, machine, timed

HIDDEN, INTERMEDIATE, LAYERS, HEADS, KV_HEADS, VOCABULARY = 576, 1536, 30, 9, 3, 49152
PARAMETERS = VOCABULARY * HIDDEN + LAYERS * (
    HIDDEN * HIDDEN * 2 + 2 * HIDDEN * HIDDEN * KV_HEADS // HEADS + 3 * HIDDEN * INTERMEDIATE + 2 * HIDDEN
)


def make_model(work):
    """A Llama in SmolLM-135M's shape with random bf16 weights and the samples' tokenizer; made once."""
    model = work / "smollm-shape"
    if (model / "config.json").exists():
        return model
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(0)
    model.mkdir(parents=True, exist_ok=True)

    def weight(rows, columns):
        return torch.empty(rows, columns, dtype=torch.bfloat16).normal_(0, 0.04)

    kv = HIDDEN * KV_HEADS // HEADS
    linear = {
        "self_attn.q_proj": (HIDDEN, HIDDEN),
        "self_attn.k_proj": (kv, HIDDEN),
        "self_attn.v_proj": (kv, HIDDEN),
        "self_attn.o_proj": (HIDDEN, HIDDEN),
        "mlp.gate_proj": (INTERMEDIATE, HIDDEN),
        "mlp.up_proj": (INTERMEDIATE, HIDDEN),
        "mlp.down_proj": (HIDDEN, INTERMEDIATE),
    }
    ones = torch.ones(HIDDEN, dtype=torch.bfloat16)
    weights = {"model.embed_tokens.weight": weight(VOCABULARY, HIDDEN), "model.norm.weight": ones.clone()}
    for layer in range(LAYERS):
        prefix = f"model.layers.{layer}."
        for norm in ("input_layernorm", "post_attention_layernorm"):
            weights[f"{prefix}{norm}.weight"] = ones.clone()
        for name, shape in linear.items():
            weights[f"{prefix}{name}.weight"] = weight(*shape)
    save_file(weights, model / "model.safetensors", metadata={"format": "pt"})
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(ROOT / "samples/base" / name, model / name)
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": HIDDEN,
        "intermediate_size": INTERMEDIATE,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "num_hidden_layers": LAYERS,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "bos_token_id": 0,
        "eos_token_id": 1,
        "torch_dtype": "bfloat16",
    }
    (model / "config.json").write_text(json.dumps(config, indent=2))
    return model


def make_tasks(work, documents):
    """Two tasks over stories of the samples, each of some hundred and more tokens."""
    folder = work / f"tasks-{documents}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stories = [json.loads(line) for line in open(ROOT / "samples/suites/general.jsonl")]
    stories = [story for story in stories if story["topic"] == "story"]
    draw = random.Random(1)
    with open(folder / "choices.jsonl", "w") as choices, open(folder / "single.jsonl", "w") as single:
        for _ in range(documents):
            told = draw.sample(stories, 4)
            context = "\n\n".join(f"{one['context']} {one['choices'][one['answer']]}" for one in told[:3])
            question = context + "\n\n" + told[3]["context"]
            answers = [f"it is {choice}, as the story says" for choice in told[3]["choices"]]
            row = {"question": question, "choices": answers, "answer": told[3]["answer"]}
            choices.write(json.dumps(row) + "\n")
            single.write(json.dumps({"question": question, "answer": answers[told[3]["answer"]]}) + "\n")
    common = "dataset_path: json\ntest_split: test\ndoc_to_text: question\n"
    (folder / "choices.yaml").write_text(
        f"task: choices\n{common}dataset_kwargs:\n  data_files:\n    test: choices.jsonl\n"
        "output_type: multiple_choice\ndoc_to_target: answer\ndoc_to_choice: choices\n"
    )
    (folder / "single.yaml").write_text(
        f"task: single\n{common}dataset_kwargs:\n  data_files:\n    test: single.jsonl\n"
        "output_type: loglikelihood\ndoc_to_target: \"{{' ' + answer}}\"\nmetric_list:\n  - metric: acc\n"
    )
    return folder


def graft(program, model, tasks, task, limit, out, threads):
    command = [program, "eval", "--model", model, "--tasks", tasks / f"{task}.yaml", "--out", out]
    return [*command, "--limit", str(limit), "--bootstrap-iters", "0", "--device", "cpu", "--threads", str(threads), "--quiet"]


CONTENDER = """
import sys
import torch
from lm_eval.evaluator import simple_evaluate
from lm_eval.tasks import TaskManager
model, tasks, task, limit, batch, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
manager = TaskManager(include_path=tasks, include_defaults=False)
arguments = f"pretrained={model},dtype=float32"
simple_evaluate(model="hf", model_args=arguments, tasks=[task], task_manager=manager, limit=int(limit),
    batch_size=int(batch), device="cpu", bootstrap_iters=0, log_samples=False)
"""


def contender(model, tasks, task, limit, batch, threads):
    return [sys.executable, "-c", CONTENDER, model, tasks, task, str(limit), str(batch), str(threads)]


def processor_seconds():
    """Of all processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rate(command, documents, out):
    """Documents per second and processor seconds a document beyond the first, seconds for all, and the peak of memory."""
    shutil.rmtree(out, ignore_errors=True)
    start = processor_seconds()
    first, _ = timed(command(1))
    middle = processor_seconds()
    shutil.rmtree(out, ignore_errors=True)
    seconds, peak = timed(command(documents))
    work = processor_seconds() - middle - (middle - start)
    return (documents - 1) / max(seconds - first, 1e-9), work / (documents - 1), seconds, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "benchmarks/work")
    parser.add_argument("--graft", type=pathlib.Path, default=ROOT / "graft")
    parser.add_argument("--documents", type=int, default=40, help="of each task")
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 8], help="the contender's batch sizes")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="that compute, of both programs")
    parser.add_argument("--tasks", nargs="+", default=["choices", "single"])
    options = parser.parse_args()
    model = make_model(options.work)
    tasks = make_tasks(options.work, options.documents)
    out = options.work / "results"
    os.chdir(tasks)
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": str(options.work / "datasets"), "TOKENIZERS_PARALLELISM": "false"}
    print(f"{machine()}; {PARAMETERS / 1e6:.0f} M parameters, {options.documents} documents a task, {options.threads} threads\n")
    print("| task | | documents/s | processor s a document | seconds in all | peak anonymous memory | graft is |")
    print("|---|---|---|---|---|---|---|")
    limit = PARAMETERS * 4 / 1e6 + 1000
    for task in options.tasks:
        ours, work, seconds, peak = rate(
            lambda n, t=task: graft(options.graft, model, tasks, t, n, out, options.threads), options.documents, out
        )
        print(
            f"| {task} | graft eval | {ours:.2f} | {work:.2f} | {seconds:.1f} | {peak / 1e6:.0f} MB of {limit:.0f} MB | |",
            flush=True,
        )
        for batch in options.batches:
            theirs, work, seconds, peak = rate(
                lambda n, t=task, b=batch: contender(model, tasks, t, n, b, options.threads), options.documents, out
            )
            print(
                f"| {task} | lm_eval, batch {batch} | {theirs:.2f} | {work:.2f} | {seconds:.1f} | {peak / 1e6:.0f} MB "
                f"| {ours / theirs:.2f} times as fast |",
                flush=True,
            )


if __name__ == "__main__":
    main()
