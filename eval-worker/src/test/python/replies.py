"""Writes src/test/resources/lm-eval/replies.json: what the samples' base model replies to requests in lm-evaluation-harness.

Needs lm-eval 0.4.13, torch and transformers 5. Run it in the eval-worker's folder.
"""

import json
import pathlib

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM

HERE = pathlib.Path(__file__).resolve().parents[3]
OUT = HERE / "src/test/resources/lm-eval/replies.json"
BASE = HERE.parent / "samples/base"

STORY = "Iris finds the blue key. Lena finds the purple cup. Lena gives the purple cup to Vera.\n"
QUESTION = STORY + "Question: Who has the purple cup now?\nAnswer:"
OPINION = "Text: About the hotel. The room was really friendly.\nAnswer:"
LONG = " ".join([STORY, OPINION] * 12)

LIKELIHOODS = (
    [(QUESTION, choice) for choice in (" Vera", " Lena", " Iris", " the purple cup", " Vera Vera")]
    + [(OPINION, choice) for choice in (" positive", " negative")]
    + [("", "Iris finds the blue key."), ("", "<|begin|>Iris"), (QUESTION + "  \n", "Vera"), (QUESTION, " Vera")]
    + [(LONG, " Vera"), (LONG, STORY), ("<|begin|>" + STORY, "Question")]
)
ROLLING = [STORY, LONG, "", "x"]
GENERATIONS = [
    (QUESTION, {"until": ["\n"], "max_gen_toks": 12}),
    (QUESTION, {"until": ["\n\n", "Question"], "max_gen_toks": 24}),
    (OPINION, {"until": [], "max_gen_toks": 40}),
    (LONG, {"until": ["."], "max_gen_toks": 16}),
    (STORY + "Question: Who", {"until": ["cup", "purple"], "max_gen_toks": 30, "do_sample": False}),
]

if __name__ == "__main__":
    torch.set_num_threads(1)
    model = HFLM(pretrained=str(BASE), dtype="float32", device="cpu", batch_size=1)
    likelihoods = model.loglikelihood([Instance("loglikelihood", {}, pair, 0) for pair in LIKELIHOODS])
    rolling = model.loglikelihood_rolling([Instance("loglikelihood_rolling", {}, (text,), 0) for text in ROLLING])
    texts = model.generate_until([Instance("generate_until", {}, one, 0) for one in GENERATIONS])
    OUT.write_text(
        json.dumps(
            {
                "likelihoods": [
                    {"context": c, "continuation": t, "log_likelihood": ll, "greedy": greedy}
                    for (c, t), (ll, greedy) in zip(LIKELIHOODS, likelihoods)
                ],
                "rolling": [{"text": text, "log_likelihood": ll} for text, ll in zip(ROLLING, rolling)],
                "generations": [
                    {"context": c, "until": k["until"], "max_tokens": k["max_gen_toks"], "text": text}
                    for (c, k), text in zip(GENERATIONS, texts)
                ],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )
