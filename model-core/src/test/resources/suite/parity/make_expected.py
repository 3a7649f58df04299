"""Writes expected.jsonl: the requests that lm-evaluation-harness makes of these tasks.

OMP_NUM_THREADS=1 python make_expected.py   (lm_eval 0.4.13)
"""

import json
import os
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
os.chdir(HERE)
os.environ["HF_DATASETS_OFFLINE"] = os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_CACHE"] = tempfile.mkdtemp()

from lm_eval.tasks import TaskManager  # noqa: E402
from lm_eval.utils import handle_non_serializable, hash_string  # noqa: E402


def records(name, task):
    task.set_fewshot_seed(1234)
    task.build_all_requests(limit=None, rank=0, world_size=1)
    documents = {}
    for instance in task.instances:
        documents.setdefault(instance.doc_id, []).append(instance)
    for doc_id, instances in documents.items():
        doc, target = instances[0].doc, task.doc_to_target(instances[0].doc)
        text = json.dumps(doc, indent=2, default=handle_non_serializable, ensure_ascii=False)
        yield {
            "task": name,
            "doc_id": doc_id,
            "arguments": [list(i.arguments) for i in instances],
            "target": str(target),
            "choices": task.doc_to_choice(doc) if task.config.doc_to_choice is not None else [],
            "doc_hash": hash_string(text),
            "prompt_hash": hash_string(instances[0].arguments[0]),
            "target_hash": hash_string(str(target)),
        }


def main():
    manager = TaskManager(include_path=str(HERE), include_defaults=False)
    with open("expected.jsonl", "w", encoding="utf-8") as out:
        for name in manager.all_subtasks:
            for record in records(name, manager.load([name])["tasks"][name]):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
            print(name)


if __name__ == "__main__":
    main()
