"""Writes questions.parquet: a table with lists and objects, as datasets are published. python make_parquet.py"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

rows = [
    {"id": "a", "question": "Which is a fruit?", "choices": {"text": ["stone", "apple"], "label": ["A", "B"]}, "answerKey": "B", "n": 1, "x": 0.5, "ok": True},
    {"id": "b", "question": "Welche Farbe – blau?", "choices": {"text": ["ja", "nein", "読者"], "label": ["A", "B", "C"]}, "answerKey": "C", "n": None, "x": 1.0, "ok": False},
]
pq.write_table(pa.Table.from_pylist(rows), Path(__file__).with_name("questions.parquet"), compression="snappy")
