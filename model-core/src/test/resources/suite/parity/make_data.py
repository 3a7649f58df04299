"""Writes the small data sets of these tasks. Everything is made up. python make_data.py"""

import csv
import json
import random
from pathlib import Path

HERE = Path(__file__).parent
THINGS = ["lamp", "river", "clock", "garden", "ticket", "bridge", "kettle", "violin", "harbour", "basket", "mirror", "candle"]
COLOURS = ["red", "blue", "green", "yellow", "grey", "purple"]
NAMES = ["Mara", "Tomás", "Ingrid", "Yusuf", "Aiko", "Pierre", "Zoë", "Ben"]


def write(name, rows):
    with open(HERE / "data" / name, "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def facts(rnd, n):
    for i in range(n):
        thing, colours = rnd.choice(THINGS), rnd.sample(COLOURS, 4)
        gold = rnd.randrange(4)
        yield {
            "id": i,
            "passage": f"{rnd.choice(NAMES)} painted the {thing} {colours[gold]}.",
            "question": f"  What colour is the {thing}? " if i % 3 else f"Which colour does the {thing} have?",
            "choices": [c if i % 4 else f"a {c} one" for c in colours],
            "answer": gold,
        }


def endings(rnd, n):
    for i in range(n):
        thing = rnd.choice(THINGS)
        right = f"puts the {thing} on the table"
        wrong = [f"eats the {thing}", f"sings to the {thing} — loudly 😀", f"sells {thing}s by the dozen to nobody"]
        gold = rnd.randrange(4)
        options = wrong[:gold] + [right] + wrong[gold:]
        yield {"ctx": f"{rnd.choice(NAMES)} carries a {thing} into the room. She", "endings": options, "label": str(gold)}


def blanks(rnd, n):
    for _ in range(n):
        a, b = rnd.sample(NAMES, 2)
        thing = rnd.choice(THINGS)
        yield {
            "sentence": f"{a} gave the {thing} to {b} because _ had asked for it.",
            "option1": a,
            "option2": b,
            "answer": "2" if rnd.random() < 0.8 else "1",
        }


def sums(rnd, n):
    for _ in range(n):
        a, b = rnd.randrange(2, 50), rnd.randrange(2, 50)
        yield {"a": a, "b": b, "solution": f"{a} and {b} make {a + b}. #### {a + b}"}


def passages(rnd, n):
    for _ in range(n):
        a, thing, colour = rnd.choice(NAMES), rnd.choice(THINGS), rnd.choice(COLOURS)
        yield {"text": f"{a} looked for the {thing}. It was {colour}, and nobody else had a {colour} {thing}"}


def main():
    rnd = random.Random(7)
    (HERE / "data").mkdir(exist_ok=True)
    write("facts_test.jsonl", facts(rnd, 12))
    write("facts_train.jsonl", facts(rnd, 30))
    write("endings_validation.jsonl", endings(rnd, 10))
    write("endings_train.jsonl", endings(rnd, 18))
    write("blanks.jsonl", blanks(rnd, 10))
    write("sums_test.jsonl", sums(rnd, 8))
    write("sums_train.jsonl", sums(rnd, 90))
    lines = list(passages(rnd, 9))
    write("passages.jsonl", lines + [lines[2]])
    pages = [{"page": f"= The {t.title()} =\n\n A {t} is a thing .  It has\ta use ; naïve readers – 読者 – disagree .\n", "n": i} for i, t in enumerate(THINGS[:6])]
    write("pages.jsonl", pages)
    write(
        "trivia.jsonl",
        [
            {"question": "Which is the largest ocean?", "answers": {"value": "Pacific", "aliases": ["Pacific", "the Pacific Ocean"]}, "hint": "Water:"},
            {"question": "Who wrote \"Hamlet\"?", "answers": {"value": "Shakespeare", "aliases": ["Shakespeare", "William Shakespeare", "it's him"]}, "hint": "Name: "},
            {"question": "What is 2+2?\n", "answers": {"value": "4", "aliases": ["4", "four"]}, "hint": ""},
            {"question": "Écrivez « oui »", "answers": {"value": "oui", "aliases": ["oui"]}, "hint": "Réponse :"},
        ],
    )
    with open(HERE / "data" / "exam_test.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        for i in range(8):
            a, b = rnd.randrange(2, 30), rnd.randrange(2, 30)
            options = [a + b, a * b, abs(a - b), a + b + 1]
            rows.writerow([f"What is {a} + {b}, \"exactly\"?", *options, "A"])
    with open(HERE / "data" / "exam_dev.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        for i in range(5):
            rows.writerow([f"Line one,\nline two: {i}?", i, i + 1, i + 2, i + 3, "ABCD"[i % 4]])


if __name__ == "__main__":
    main()
