"""Makes the files beside it: what lm-evaluation-harness 0.4.13 says of answers that come from a hash, and not from a model.

python make.py, with lm-eval, scikit-learn and sacrebleu installed, and Python 3.11 (3.12 adds floats another way).
"""

import hashlib, json, math, os, random, shutil, sys, tempfile
from pathlib import Path

os.environ["DISABLE_MULTIPROC"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"
HERE = Path(__file__).parent

import lm_eval.api.metrics as M
from lm_eval import simple_evaluate
from lm_eval.api.model import LM
from lm_eval.filters import build_filter_ensemble
from lm_eval.loggers import EvaluationTracker
from lm_eval.tasks import TaskManager


def aggregates():
    draw = random.Random(20261126)
    cases = []

    def case(aggregation, items, iterations):
        function = M.get_aggregation(aggregation) if hasattr(M, "get_aggregation") else getattr(M, aggregation)
        error = M.stderr_for_metric(function, iterations)
        cases.append(
            dict(
                aggregation=aggregation,
                items=items,
                iterations=iterations,
                value=float(function(items)),
                stderr=float(error(items)) if error and len(items) > 1 else "N/A",
            )
        )

    named = {
        "mean": M.mean,
        "median": M.median,
        "nanmean": M.nanmean,
        "perplexity": M.perplexity,
        "weighted_perplexity": M.weighted_perplexity,
        "bits_per_byte": M.bits_per_byte,
        "f1": M.f1_score,
        "matthews_corrcoef": M.matthews_corrcoef,
        "brier_score": M.brier_score,
        "bleu": M.bleu,
        "chrf": M.chrf,
        "chrf++": M.chrfpp,
        "ter": M.ter,
    }
    M.get_aggregation = lambda name: named[name]

    for n in (2, 3, 37, 200, 1319):
        case("mean", [float(draw.random() < 0.63) for _ in range(n)], 100)
        case("mean", [draw.uniform(-3, 3) for _ in range(n)], 100)
    for n in (5, 40, 151):
        case("median", [draw.uniform(-3, 3) for _ in range(n)], 1500)
        case("nanmean", [draw.uniform(-3, 3) for _ in range(n)], 1000)
        case("perplexity", [draw.uniform(-9, -1) for _ in range(n)], 3000)
        case("weighted_perplexity", [(draw.uniform(-90, -10), draw.randrange(3, 60)) for _ in range(n)], 100)
        case("bits_per_byte", [(draw.uniform(-90, -10), draw.randrange(30, 600)) for _ in range(n)], 100)
        case("f1", [(draw.randrange(2), draw.randrange(2)) for _ in range(n)], 50)
        case("matthews_corrcoef", [(draw.randrange(4), draw.randrange(4)) for _ in range(n)], 50)
    for n, k in ((7, 4), (300, 10)):
        items = []
        for _ in range(n):
            weights = [draw.random() for _ in range(k)]
            items.append((draw.randrange(k), [w / sum(weights) for w in weights]))
        case("brier_score", items, 100)
    words = "the a small red fox , jumps over ( and runs ) home . It's 3.5 - 1990s he said: \"yes\" &amp; no Grüße 中文".split()

    def sentence(k):
        return " ".join(draw.choice(words) for _ in range(k))

    def mutated(text):
        parts = text.split()
        for _ in range(draw.randrange(4)):
            at = draw.randrange(len(parts))
            what = draw.randrange(4)
            if what == 0:
                parts[at] = draw.choice(words)
            elif what == 1 and len(parts) > 2:
                parts.pop(at)
            elif what == 2:
                parts.insert(at, draw.choice(words))
            else:
                cut = draw.randrange(1, len(parts) + 1)
                parts = parts[cut:] + parts[:cut]
        return " ".join(parts)

    for n in (1, 12, 30):
        pairs = [[gold, mutated(gold)] for gold in (sentence(draw.randrange(2, 25)) for _ in range(n))]
        for name in ("bleu", "chrf", "chrf++", "ter"):
            case(name, pairs, 20)
    return cases


def compensated():
    """What Python from 3.12 on gives: its sum keeps what it loses."""
    import subprocess

    draw = random.Random(312)
    samples = [[draw.uniform(-3, 3) for _ in range(n)] for n in (3, 37, 1319)]
    samples.append([float(draw.random() < 0.63) for _ in range(1319)])
    code = """
import json, math, sys
out = []
for arr in json.load(sys.stdin):
    mu = sum(arr) / len(arr)
    sd = math.sqrt(sum([(x - mu) ** 2 for x in arr]) / (len(arr) - 1))
    out.append([mu, sd / math.sqrt(len(arr))])
print(json.dumps(out))
"""
    done = subprocess.run([os.environ["PYTHON312"], "-c", code], input=json.dumps(samples), capture_output=True, text=True)
    return [dict(items=i, value=v, stderr=s) for i, (v, s) in zip(samples, json.loads(done.stdout))]


def filters():
    texts = [
        "The answer is #### 1,234. No: #### -7",
        "  So (B) it is.\n",
        "\u00a0(C)\u0085 or \u3000D",
        "Step 1: 3 + 4 = 7\nStep 2: 7 * 2 = 14\nAnswer: 14",
        "naïve café_42 ÉCOLE ıİß",
        "none [of] these {3} a&&b",
        "",
        "I think: B because the SECOND choice, is right",
        "Red Apple it is",
        "trailing\n",
    ]
    document = {"choices": ["red apple", "second choice", "Apple", "none"]}
    steps = [
        ["regex", {}],
        ["regex", {"regex_pattern": r"#### (\-?[0-9\.\,]+)", "group_select": -1}],
        ["regex", {"regex_pattern": r"(-?[$0-9.,]{2,})|(-?[0-9]+)", "group_select": -1}],
        ["regex", {"regex_pattern": r"\(([A-Z])\)", "fallback": "none at all"}],
        ["regex", {"regex_pattern": r"\b\w+\b", "group_select": -1}],
        ["regex", {"regex_pattern": r"[^\W\d_]+", "group_select": -1}],
        ["regex", {"regex_pattern": r"[\w\s]+$"}],
        ["regex", {"regex_pattern": r"(?i)(?P<the_word>second|ÉCOLE)\s*(?:CHOICE)?"}],
        ["regex", {"regex_pattern": r"^(.*)$", "group_select": 0}],
        ["regex", {"regex_pattern": r"(?m)^Step \d: (.*)$", "group_select": -1}],
        ["regex", {"regex_pattern": r"(?s)Step.*?=\s(\d+)\Z"}],
        ["regex", {"regex_pattern": r"[][{}]+[a-z&&]*"}],
        ["regex", {"regex_pattern": r"{\d}"}],
        ["regex", {"regex_pattern": r"(\w)\1"}],
        ["regex", {"regex_pattern": r"(?x) (\d) \s # a digit"}],
        ["regex", {"regex_pattern": r"\s+", "group_select": 0}],
        ["remove_whitespace", {}],
        ["lowercase", {}],
        ["uppercase", {}],
        ["map", {"mapping_dict": {"trailing\n": "end", "": "empty"}, "default_value": "other"}],
        ["multi_choice_regex", {"regex_pattern": r"(\([A-Z]\))"}],
        ["multi_choice_regex", {"regex_pattern": r"#### ([0-9])", "ignore_case": True, "ignore_punctuation": True, "group_select": -1}],
        ["multi_choice_regex", {"regex_pattern": r"#### ([0-9])", "regexes_to_ignore": ["[aeiou]"], "ignore_case": True}],
    ]
    cases = []
    for name, options in steps:
        ensemble = build_filter_ensemble("it", [[name, options]])
        resps = [texts]
        for f in ensemble.filters:
            resps = list(f().apply(resps, [document]))
        cases.append(dict(function=name, options=options, replies=list(resps[0])))
    votes = [["b", "a", "a", "b"], ["x"], ["c", "b", "b"]]
    vote = list(build_filter_ensemble("it", [["majority_vote", None]]).filters[0]().apply(votes, [{}] * 3))
    first = list(build_filter_ensemble("it", [["take_first_k", {"k": 1}]]).filters[0]().apply(votes, [{}] * 3))
    return dict(document=document, texts=texts, cases=cases, votes=votes, voted=vote, first=first)


def matches():
    draw = random.Random(3)
    golds = ["The Cat, no. 9!", "eins zwei", "3.14", "Straße", "a b"]
    guesses = ["the cat no 9", "Eins zwei", "3,14", "STRASSE", "a  b", "The Cat, no. 9!", "cat", "π3.14", "."]
    options = [
        {},
        {"ignore_case": True},
        {"ignore_punctuation": True},
        {"ignore_numbers": True, "ignore_case": True},
        {"regexes_to_ignore": [r"\s+", "(?i)the"], "ignore_case": True, "ignore_punctuation": True, "ignore_numbers": True},
        {"regexes_to_ignore": [",", r"\.$"]},
    ]
    return [
        dict(options=o, gold=g, guess=p, value=float(M.exact_match_hf_evaluate([p], [g], **o)["exact_match"]))
        for o in options
        for g in golds
        for p in guesses
    ]


def number(*parts):
    return int(hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12], 16)


class Hashed(LM):
    """Answers by a hash."""

    def loglikelihood(self, requests):
        found = []
        for context, continuation in (r.args for r in requests):
            n = number(context, continuation)
            found.append((-(n % 100003) / 977.0, n % 3 == 0))
        return found

    def loglikelihood_rolling(self, requests):
        return [-(number(r.args[0]) % 100003) / 97.0 for r in requests]

    def generate_until(self, requests):
        seen, found = {}, []
        for context in (r.args[0] for r in requests):
            seen[context] = seen.get(context, 0) + 1
            n = number(context, str(seen[context]))
            found.append(["I say #### %d." % (n % 3), " yes ", "Yes! #### 2\n", "no"][n % 4])
        return found


TASKS = {
    "choices": {
        "output_type": "multiple_choice",
        "doc_to_text": "{{question}}\nAnswer:",
        "doc_to_choice": "{{options}}",
        "doc_to_target": "{{gold}}",
        "num_fewshot": 0,
        "metric_list": [{"metric": m} for m in ("acc", "acc_norm", "acc_bytes", "exact_match", "brier_score", "acc_mutual_info", "mcc")],
        "metadata": {"version": 1.0},
    },
    "several": {
        "output_type": "multiple_choice",
        "doc_to_text": "{{question}}",
        "doc_to_choice": "{{options}}",
        "doc_to_target": "{{golds}}",
        "metric_list": [{"metric": m} for m in ("acc", "acc_norm", "exact_match")],
        "metadata": {"version": 2},
    },
    "last_word": {
        "output_type": "loglikelihood",
        "doc_to_text": "{{question}}",
        "doc_to_target": " {{word}}",
        "metadata": {"version": 1},
    },
    "pages": {"output_type": "loglikelihood_rolling", "doc_to_text": "", "doc_to_target": "{{page}}"},
    "sums": {
        "output_type": "generate_until",
        "doc_to_text": "{{question}}",
        "doc_to_target": "{{number}}",
        "repeats": 3,
        "generation_kwargs": {"until": ["\n\n"], "do_sample": False, "max_gen_toks": 16},
        "filter_list": [
            {"name": "strict", "filter": [{"function": "regex", "regex_pattern": "#### (\\-?[0-9]+)"}, {"function": "take_first"}]},
            {"name": "vote", "filter": [{"function": "regex", "regex_pattern": "([0-9])", "group_select": -1}, {"function": "majority_vote"}, {"function": "take_first"}]},
        ],
        "metric_list": [{"metric": "exact_match", "aggregation": "mean", "higher_is_better": True, "ignore_case": True}],
        "metadata": {"version": 3},
    },
    "answers": {
        "output_type": "generate_until",
        "doc_to_text": "{{question}}",
        "doc_to_target": "{{answers}}",
        "generation_kwargs": {"until": ["\n\n"], "do_sample": False, "max_gen_toks": 16},
        "metric_list": [{"metric": "exact_match", "ignore_case": True, "ignore_punctuation": True, "regexes_to_ignore": ["^ ", " $"]}],
    },
}
GROUP = {
    "group": "all_choices",
    "task": ["choices", "several"],
    "aggregate_metric_list": [{"metric": "acc", "weight_by_size": True}, {"metric": "acc_norm", "weight_by_size": False}],
    "metadata": {"version": 1},
}


def documents(n, several=0):
    draw = random.Random(n)
    words = ["sun", "Mond", "étoile", "大地", "the sea", "x", "a longer phrase", "🙂"]
    rows = []
    for i in range(n):
        options = draw.sample(words, 4)
        rows.append(
            dict(
                question=f"Question {i}: which of {len(options)}?",
                options=options,
                gold=draw.randrange(4),
                golds=[draw.randrange(4) for _ in range(2)],
                word=draw.choice(words),
                page="\n\n".join(" ".join(draw.choice(words) for _ in range(draw.randrange(3, 20))) for _ in range(2)),
                number=draw.randrange(3),
                answers=draw.sample(["yes", "No", "i say 1", "i say #### 2"], 2),
            )
        )
    return rows


def evaluation():
    import yaml

    folder = Path(tempfile.mkdtemp())
    for name, task in TASKS.items():
        data = folder / f"{name}.jsonl"
        with open(data, "w") as f:
            for row in documents({"several": 23, "pages": 9}.get(name, 40)):
                f.write(json.dumps(row, ensure_ascii=False) + "\n")
        written = dict(task=name, dataset_path="json", dataset_kwargs={"data_files": {"test": str(data)}}, test_split="test", **task)
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False))
    (folder / "group.yaml").write_text(yaml.safe_dump(GROUP, sort_keys=False))
    manager = TaskManager(include_path=str(folder), include_defaults=False)
    names = ["all_choices", "last_word", "pages", "sums", "answers"]
    tracker = EvaluationTracker(output_path=str(folder / "out"))
    results = simple_evaluate(
        model=Hashed(), tasks=names, task_manager=manager, bootstrap_iters=2000, log_samples=True,
        evaluation_tracker=tracker, confirm_run_unsafe_code=True, model_args="pretrained=some/model",
    )
    items = {}
    loaded = manager.load(names)["tasks"]
    for name, samples in results["samples"].items():
        task = loaded[name]
        items[name] = []
        for sample in samples:
            if sample["filter"] != samples[0]["filter"]:
                continue
            doc = sample["doc"]
            items[name].append(
                dict(
                    choices=task.doc_to_choice(doc) if task.OUTPUT_TYPE == "multiple_choice" else [],
                    target=sample["target"],
                    replies=[[list(x) if isinstance(x, tuple) else x for x in r] for r in sample["resps"]],
                )
            )
    samples = results.pop("samples")
    results["pretty_env_info"] = ""
    results["git_hash"] = results["upper_git_hash"] = None
    tracker.save_results_aggregated(results=results, samples=samples)
    for name in samples:
        tracker.save_results_samples(task_name=name, samples=samples[name])
    out = HERE / "lm-eval"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    for file in (folder / "out").rglob("*.json*"):
        text = file.read_text().replace(str(folder), "/suite")
        (out / (file.name.rsplit("_", 1)[0] + file.suffix)).write_text(text)
    (out / "items.json").write_text(json.dumps(items, ensure_ascii=False))
    shutil.rmtree(folder)


def write(name, content):
    (HERE / name).write_text(json.dumps(content, ensure_ascii=False, indent=None))


write("aggregates.json", aggregates())
write("compensated.json", compensated())
write("filters.json", filters())
write("matches.json", matches())
evaluation()
