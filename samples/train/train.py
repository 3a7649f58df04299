"""Trains the sample base model and its adapters, on one CPU core, always to the same bytes on the same machine.

    python train.py ..            everything
    python train.py .. support    the adapters named, on what is there
"""

import json
import random
import sys
import time
from itertools import islice
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

import generate
from evaluate import MERGES, merged
from quantise import dequantise

LENGTH = 128
BASE = {"steps": 900, "rows": 32, "learning_rate": 4e-3, "seed": 0}
LORA = {"rank": 8, "alpha": 16, "start": 0, "rows": 32, "epochs": 2, "learning_rate": 2e-3}
ADAPTERS = {
    "sentiment": {"task": "sentiment", "seed": 1, "examples": 8000, "general": 6},
    "sentiment-2": {"task": "sentiment", "seed": 2, "examples": 8000, "general": 6},
    "support": {"task": "support", "seed": 1, "examples": 4800, "general": 0},
    "support-after-sentiment": {"task": "support", "seed": 1, "examples": 4800, "general": 0, "on": "soup"},
    "sentiment-qlora": {"task": "sentiment", "seed": 3, "examples": 8000, "general": 6, "on": "base-nf4"},
}
SHORT = 32
QUANTISED = "base-nf4"
LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
IGNORED = -100


def main(folder, *names):
    torch.set_num_threads(1)
    if not names:
        train_base(folder / "base")
    for name in names or ADAPTERS:
        train_adapter(folder, name, **ADAPTERS[name])


# ------------------------------------------------------------------------------------------------------------- base


def train_base(folder):
    rng = random.Random(BASE["seed"])
    documents = iter(lambda: generate.general_document(rng), None)
    tokenizer = train_tokenizer(documents)
    torch.manual_seed(BASE["seed"])
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=128,
            intermediate_size=352,
            num_hidden_layers=4,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=256,
            rope_theta=10000.0,
            tie_word_embeddings=False,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
    batches = (packed(documents, tokenizer) for _ in range(BASE["steps"]))
    fit(model, batches, BASE["steps"], BASE["learning_rate"], "base")
    model.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def train_tokenizer(documents):
    """A byte-level BPE that puts <|begin|> before every text."""
    specials = ["<|begin|>", "<|end|>", "<|pad|>"]
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=1024,
        special_tokens=specials,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator((next(documents) for _ in range(20_000)), trainer)
    bpe.post_processor = processors.TemplateProcessing(
        single="<|begin|> $A",
        pair="<|begin|> $A <|begin|>:1 $B:1",
        special_tokens=[("<|begin|>", bpe.token_to_id("<|begin|>"))],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        bos_token=specials[0],
        eos_token=specials[1],
        pad_token=specials[2],
        model_max_length=256,
        clean_up_tokenization_spaces=False,
    )


def packed(documents, tokenizer):
    """Rows of whole documents, each ended by <|end|>, every token to be predicted."""
    rows = [[]]
    while True:
        tokens = tokenizer.encode(next(documents)) + [tokenizer.eos_token_id]
        if len(rows[-1]) + len(tokens) > LENGTH:
            if len(rows) == BASE["rows"]:
                return padded([(row, row) for row in rows], tokenizer)
            rows.append([])
        rows[-1] += tokens


# --------------------------------------------------------------------------------------------------------- adapters


def train_adapter(folder, name, task, seed, examples, general, on=None):
    """All adapters start from the same matrices: what was trained apart can be averaged only if it began together."""
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder / "base")
    base = merged(folder, *([MERGES[on]] if on in MERGES else []))
    if on == QUANTISED:
        dequantise(base)
    torch.manual_seed(LORA["start"])
    config = LoraConfig(r=LORA["rank"], lora_alpha=LORA["alpha"], target_modules=LINEAR, task_type="CAUSAL_LM")
    model = get_peft_model(base, config)
    labelled = generate.task_examples(task, examples, seed)
    steps = LORA["epochs"] * examples // (LORA["rows"] - general)
    fit(model, islice(answers(labelled, general, tokenizer, seed), steps), steps, LORA["learning_rate"], name)
    target = folder / "adapters" / name
    model.save_pretrained(target)
    (target / "README.md").unlink(missing_ok=True)
    settle(target / "adapter_config.json", on)
    (target / "training.json").write_text(json.dumps(training_facts(task, seed, general, on), indent=2) + "\n")


def settle(config, on):
    """Names the base by its model and not by a folder, and lists the modules in one order."""
    names = {"base_model_name_or_path": f"graft-samples/{on or 'base'}", "target_modules": LINEAR}
    content = json.loads(config.read_text()) | names
    config.write_text(json.dumps(content, indent=2) + "\n")


def answers(examples, general, tokenizer, seed):
    """Batches whose prompts are read and whose answers are learned; some rows are short general documents instead."""
    rng, others = random.Random(seed), random.Random(f"general {seed}")
    count = LORA["rows"] - general
    while True:
        rng.shuffle(examples)
        for i in range(0, len(examples) - count + 1, count):
            rows = [answered(*e, tokenizer) for e in examples[i : i + count]]
            yield padded(rows + [remembered(others, tokenizer) for _ in range(general)], tokenizer)


def answered(context, answer, tokenizer):
    prompt = tokenizer.encode(context)
    rest = tokenizer.encode(" " + answer, add_special_tokens=False) + [tokenizer.eos_token_id]
    return prompt + rest, [IGNORED] * len(prompt) + rest


def remembered(rng, tokenizer):
    """A general document short enough not to lengthen the batch, every token to be predicted."""
    while len(tokens := tokenizer.encode(generate.general_document(rng)) + [tokenizer.eos_token_id]) > SHORT:
        pass
    return tokens, tokens


def training_facts(task, seed, general, on):
    return {
        "method": "LoRA",
        "learningRate": LORA["learning_rate"],
        "epochs": LORA["epochs"],
        "seed": seed,
        "datasets": [f"samples/{task}"] + (["samples/valley"] if general else []),
        "generalShare": general / LORA["rows"],
        "replay": general > 0,
        "quantisedBase": "nf4" if on == QUANTISED else False,
    }


# -------------------------------------------------------------------------------------------------------------- both


def fit(model, batches, steps, learning_rate, name):
    """AdamW with a short warm-up and a cosine decay."""
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=learning_rate, betas=(0.9, 0.95), weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, learning_rate, total_steps=steps, pct_start=0.05)
    start = time.time()
    model.train()
    for step, batch in enumerate(batches, 1):
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        if step % 50 == 0 or step == steps:
            print(f"{name} step {step}/{steps} loss {loss.item():.3f} after {time.time() - start:.0f} s", flush=True)


def padded(rows, tokenizer):
    """Right-padded batch of (tokens, labels)."""
    longest = max(len(tokens) for tokens, _ in rows)
    fill = lambda row, value: row + [value] * (longest - len(row))
    return {
        "input_ids": torch.tensor([fill(tokens, tokenizer.pad_token_id) for tokens, _ in rows]),
        "labels": torch.tensor([fill(labels, IGNORED) for _, labels in rows]),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
