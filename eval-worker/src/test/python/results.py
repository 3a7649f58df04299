"""Writes src/test/resources/lm-eval/results/: what lm-evaluation-harness finds with the tasks in src/test/resources/lm-eval/suite on
the samples' base model, alone and with an adapter.

The harness prints its table with pytablewriter; a few lines stand in for that here, since only the cells matter.

Needs lm-eval 0.4.13, torch, transformers 5 and peft. Run it in the eval-worker's folder.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parents[3]
SUITE = HERE / "src/test/resources/lm-eval/suite"
OUT = HERE / "src/test/resources/lm-eval/results"
SAMPLES = HERE.parent / "samples"
KEPT = ("results", "group_subtasks", "versions", "n-shot", "higher_is_better", "n-samples", "task_hashes", "max_length")
MODELS = {
    "base": f"pretrained={SAMPLES / 'base'}",
    "sentiment": f"pretrained={SAMPLES / 'base'},peft={SAMPLES / 'adapters/sentiment'}",
}
TABLE_WRITER = """
class MarkdownTableWriter:
    def dumps(self):
        return "\\n".join("|" + "|".join(str(cell) for cell in row) + "|" for row in [self.headers, *self.value_matrix])

LatexTableWriter = MarkdownTableWriter
"""


def run(name, arguments, work):
    tasks = ",".join(sorted(path.stem for path in SUITE.glob("*.yaml")))
    command = [
        *(sys.executable, "-m", "lm_eval", "--model", "hf", "--model_args", arguments + ",dtype=float32"),
        *("--include_path", str(SUITE), "--tasks", tasks, "--device", "cpu", "--batch_size", "1"),
        *("--output_path", str(work / name), "--log_samples"),
    ]
    (work / "pytablewriter.py").write_text(TABLE_WRITER)
    environment = os.environ | {"PYTHONPATH": str(work), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": str(work / "cache")}
    printed = subprocess.run(command, cwd=SUITE, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    (OUT / name).mkdir(parents=True)
    for file in (work / name).rglob("*.json*"):
        keep(file, OUT / name / (file.stem.rsplit("_", 1)[0] + file.suffix))
    (OUT / name / "table.md").write_text("\n".join(line for line in printed.splitlines() if line.startswith("|")) + "\n")


def keep(file, target):
    """What does not name this machine; of the adapter's samples, the scores are enough."""
    if target.name == "results.json":
        results = json.loads(file.read_text())
        target.write_text(json.dumps({key: results[key] for key in KEPT}, indent=1, ensure_ascii=False) + "\n")
    elif target.parent.name == "base":
        shutil.copy(file, target)


if __name__ == "__main__":
    shutil.rmtree(OUT, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        for name, arguments in MODELS.items():
            run(name, arguments, pathlib.Path(work))
