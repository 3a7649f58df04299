"""Writes src/test/resources/lm-eval/tokens.json: which tokens lm-evaluation-harness makes of requests, with several tokenizers.

Needs lm-eval 0.4.13 and transformers 5. Run it in the eval-worker's folder.
"""

import json
import pathlib
import shutil

from lm_eval import utils
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer

HERE = pathlib.Path(__file__).resolve().parents[3]
OUT = HERE / "src/test/resources/lm-eval"
BASE = HERE.parent / "samples/base"
LENGTH = 16

TEXTS = [
    "Iris finds the blue key. Lena finds the purple cup.\nQuestion: Who has the purple cup now?\nAnswer:",
    "Text: I found the table bright.",
    "naïve café — “quoted” 你好 🙂 tail",
]
PAIRS = [
    (TEXTS[0], " Vera"),
    (TEXTS[0] + " ", "Lena"),
    (TEXTS[0] + "\n\n", "{\"queue\": 1}"),
    (TEXTS[0] + " \u00a0\u2007\u0085", "x"),
    ("", "Vera has it"),
    ("", " Vera"),
    ("", "<|begin|>Vera"),
    ("<|begin|>Who", " has"),
    ("an", "other word"),
    ("wor", "d"),
    ("  ", "blank"),
    (TEXTS[2], " 🙂"),
    (TEXTS[0] * 3, " Wanda has the orange map"),
]


def metaspace(folder):
    """A tokenizer like Llama 2's: spaces become letters, bytes are the last resort. transformers 5 ignores its add_bos_token."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=420, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator((" ".join(TEXTS[:2])).split(". "), trainer)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    state = json.loads((folder / "tokenizer.json").read_text())
    state["added_tokens"] = state["added_tokens"][:3]
    (folder / "tokenizer.json").write_text(json.dumps(state, ensure_ascii=False))
    config = {
        "tokenizer_class": "TokenizersBackend",
        "bos_token": {"content": "<s>", "__type": "AddedToken", "special": True},
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "add_bos_token": True,
        "add_eos_token": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1))


def without_begin(folder):
    """The samples' tokenizer as a GPT-2 would have it: nothing before a text, and one token that ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    state = json.loads((BASE / "tokenizer.json").read_text())
    config = {"tokenizer_class": "TokenizersBackend", "eos_token": "<|end|>", "add_bos_token": False}
    (folder / "tokenizer.json").write_text(json.dumps(state, ensure_ascii=False, separators=(",", ":")))
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1))


def model(folder):
    lm = HFLM.__new__(HFLM)
    lm.tokenizer = AutoTokenizer.from_pretrained(str(folder))
    lm.add_bos_token = None
    lm.custom_prefix_token_id = None
    lm.backend = "causal"
    lm.enable_thinking = None
    lm._max_length = LENGTH
    return lm


def encoded(lm):
    seen = []
    lm._loglikelihood_tokens = lambda requests, **_: seen.extend(requests)
    lm.loglikelihood([Instance("loglikelihood", {}, pair, 0) for pair in PAIRS], disable_tqdm=True)
    pairs = [{"context": r[0][0], "continuation": r[0][1], "context_ids": r[1], "continuation_ids": r[2]} for r in seen]
    rolling = [
        {
            "text": text,
            "windows": [
                list(utils.make_disjoint_window(window))
                for window in utils.get_rolling_token_windows(lm.tok_encode(text), lm.prefix_token_id, LENGTH, 1)
            ],
        }
        for text in TEXTS + [""]
    ]
    ids = [token for text in TEXTS for token in lm.tok_encode(text)]
    return {"prefix": lm.prefix_token_id, "pairs": pairs, "rolling": rolling, "ids": ids, "text": lm.tok_decode(ids)}


if __name__ == "__main__":
    shutil.rmtree(OUT / "tokenizers", ignore_errors=True)
    metaspace(OUT / "tokenizers/metaspace")
    without_begin(OUT / "tokenizers/without-begin")
    folders = {"samples": BASE, "metaspace": OUT / "tokenizers/metaspace", "without-begin": OUT / "tokenizers/without-begin"}
    cases = {name: encoded(model(folder)) for name, folder in folders.items()}
    (OUT / "tokens.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
