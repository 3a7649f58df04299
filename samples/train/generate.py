"""Makes every word that the sample models are trained and measured on.

The world is a made-up valley: a hundred people with their facts, things and their kinds, small sums, short stories.
A base model trained on it has a general language of its own. Two tasks stand on top, and both end in "Answer:":

* sentiment: is a review positive or negative?
* support:   which queue and which priority does a customer's mail get, as one line of JSON?

Everything comes from grammars in this file and from seeds. Run it to write the held-out evaluation data:

    python generate.py ../suites
"""

import json
import random
import sys
from pathlib import Path

# ------------------------------------------------------------------------------------------------------- the valley

NAMES = """Ada Alma Amos Anna Arlo Asa Basil Bea Ben Bruno Cara Cato Cleo Cora Cyrus Dara Dina Dora Edda Edgar Ella Elsa
Emil Enid Eric Esme Etta Ezra Fay Felix Finn Flora Frida Gus Gwen Hana Hank Hedy Hugo Ida Igor Ilsa Ines Iris Ivan Jack
Jana Jonas Joy Jude Kai Karl Kira Kurt Lara Lars Leo Lena Lily Lola Luca Lucy Mara Mary Max Mila Mira Moses Nadia Ned
Nina Noah Nora Olaf Olga Omar Otis Otto Pam Paul Petra Pia Quinn Ralf Rita Rosa Ruth Sam Sara Sven Tara Theo Tilda Tom
Ulla Uma Vera Viktor Wanda Yara""".split()

ATTRIBUTES = {
    "job": (
        "baker farmer teacher painter doctor sailor tailor miller singer writer driver smith".split(),
        ["{n} works as a {v}.", "{n} is the {v} of the valley.", "For many years {n} has been a {v}."],
        ["What is the job of {n}?", "What does {n} work as?"],
    ),
    "town": (
        "Oxley Marden Westby Fenton Harlow Ashby Kelso Dunmore Ripley Selby".split(),
        ["{n} lives in {v}.", "The house of {n} is in {v}.", "You can find {n} in {v}."],
        ["Where does {n} live?", "In which town is the house of {n}?"],
    ),
    "pet": (
        "cat dog goat horse parrot rabbit turtle donkey goose hamster".split(),
        ["{n} has a {v}.", "Every morning {n} feeds the {v}.", "The pet of {n} is a {v}."],
        ["Which pet does {n} have?", "What does {n} feed every morning?"],
    ),
    "food": (
        "soup bread cheese rice fish pie pasta salad honey stew".split(),
        ["{n} likes to eat {v}.", "For dinner {n} cooks {v}.", "The favourite food of {n} is {v}."],
        ["What does {n} like to eat?", "What is the favourite food of {n}?"],
    ),
    "colour": (
        "red blue green yellow white black brown purple orange pink".split(),
        ["{n} wears the {v} coat.", "The coat of {n} is {v}.", "{n} painted the door {v} like the coat."],
        ["Which colour is the coat of {n}?", "Which coat does {n} wear?"],
    ),
}

KINDS = {
    "bird": "robin eagle swan crow owl finch heron dove gull stork",
    "tree": "oak pine elm birch willow maple cedar beech ash larch",
    "tool": "hammer saw axe drill spade rake chisel wrench file plane",
    "fruit": "apple pear plum cherry grape lemon peach melon fig quince",
    "drum": "bongo tabor conga snare tom timpani djembe taiko bodhran surdo",
    "insect": "bee ant wasp moth beetle fly cricket flea gnat midge",
    "cloth": "silk wool linen cotton velvet felt denim tweed satin lace",
    "metal": "iron gold silver tin copper zinc lead steel brass nickel",
}
KINDS = {word: kind for kind, words in KINDS.items() for word in words.split()}

OPPOSITES = dict(
    pair.split("/")
    for pair in """hot/cold big/small fast/slow high/low old/new dark/light full/empty hard/soft wet/dry rich/poor
early/late loud/quiet open/shut clean/dirty strong/weak long/short near/far sweet/bitter thick/thin happy/sad
positive/negative good/bad kind/rude fresh/stale""".split()
)

COLOURS = ATTRIBUTES["colour"][0]
THINGS = "cup lamp book key ball hat coin map rope bell box jug".split()
ROOMS = "kitchen garden cellar attic stable hall tower barn library yard".split()
HIGHEST = 20


class World:
    """The facts, and which of them are never asked about in the training text."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.facts = {(n, a): rng.choice(values) for n in NAMES for a, (values, _, _) in ATTRIBUTES.items()}
        self.sums = [(a, b) for a in range(HIGHEST + 1) for b in range(HIGHEST + 1)]
        everything = {"fact": (sorted(self.facts), 200), "sum": (self.sums, 100), "kind": (sorted(KINDS), 40)}
        self.withheld = {topic: set(rng.sample(items, count)) for topic, (items, count) in everything.items()}
        self.asked = {
            topic: [item for item in items if item not in self.withheld[topic]] for topic, (items, _) in everything.items()
        }

    # --------------------------------------------------------------------------------------------------- statements

    def life(self, rng):
        """Some facts about one person."""
        name = rng.choice(NAMES)
        attributes = rng.sample(sorted(ATTRIBUTES), rng.randint(2, 5))
        return " ".join(rng.choice(ATTRIBUTES[a][1]).format(n=name, v=self.facts[name, a]) for a in attributes)

    def record(self, rng):
        """The same facts as a line of JSON, as the town hall keeps them."""
        name = rng.choice(NAMES)
        attributes = rng.sample(sorted(ATTRIBUTES), rng.randint(2, 3))
        return json.dumps({"name": name} | {a: self.facts[name, a] for a in attributes})

    def lesson(self, rng):
        """Kinds, opposites and sums, as a school book states them."""
        return " ".join(rng.choice([self._kind, self._opposite, self._sum, self._sum])(rng) for _ in range(4))

    def _kind(self, rng):
        word = rng.choice(sorted(KINDS))
        return rng.choice(["The {w} is a kind of {k}.", "Every {w} is a {k}.", "A {k} such as the {w}."]).format(
            w=word, k=KINDS[word]
        )

    def _opposite(self, rng):
        pair = list(rng.choice(sorted(OPPOSITES.items())))
        rng.shuffle(pair)
        return rng.choice(["The opposite of {} is {}.", "Not {} but {}."]).format(*pair)

    def _sum(self, rng):
        a, b = rng.choice(self.sums)
        return rng.choice(["{} + {} = {}.", "{} plus {} is {}."]).format(a, b, a + b)

    # ---------------------------------------------------------------------------------------------------- questions

    def question(self, rng, topic=None, item=None):
        """One question as (topic, context, gold, wrong answers), never about a withheld item unless it is given."""
        topic = topic or rng.choice(["fact", "fact", "kind", "sum", "story", "room"])
        item = item or rng.choice(self.asked.get(topic, [None]))
        text, gold, wrong = getattr(self, "_ask_" + topic)(rng, item)
        return topic, f"{text}\nAnswer:", gold, wrong

    def sentence(self, rng, name, attribute):
        """A fact's sentence up to its last word, as (topic, context, gold, wrong answers)."""
        values, sentences, _ = ATTRIBUTES[attribute]
        gold = self.facts[name, attribute]
        told = rng.choice([s for s in sentences if s.endswith("{v}.")]).removesuffix(" {v}.").format(n=name)
        return "life", told, gold, [v for v in values if v != gold]

    def _ask_fact(self, rng, item):
        name, attribute = item
        values, _, questions = ATTRIBUTES[attribute]
        gold = self.facts[name, attribute]
        return "Question: " + rng.choice(questions).format(n=name), gold, [v for v in values if v != gold]

    def _ask_kind(self, rng, word):
        gold = KINDS[word]
        return f"Question: What is the {word}?", f"a kind of {gold}", [
            f"a kind of {k}" for k in sorted(set(KINDS.values()) - {gold})
        ]

    def _ask_sum(self, rng, item):
        a, b = item
        near = [a + b + d for d in (-10, -3, -2, -1, 1, 2, 3, 10) if a + b + d >= 0]
        return f"Question: What is {a} plus {b}?", str(a + b), [str(n) for n in near]

    def _ask_story(self, rng, _):
        people = rng.sample(NAMES, 4)
        colours, things = rng.sample(COLOURS, 2), rng.sample(THINGS, 2)
        goods = [f"{c} {t}" for c, t in zip(colours, things)]
        owner = {goods[0]: people[0], goods[1]: people[1]}
        lines = [rng.choice(["{} has the {}.", "{} finds the {}."]).format(p, g) for g, p in owner.items()]
        for _ in range(rng.randint(1, 2)):
            good = rng.choice(goods)
            receiver = rng.choice([p for p in people if p != owner[good]])
            lines.append(f"{owner[good]} gives the {good} to {receiver}.")
            owner[good] = receiver
        asked = rng.choice(goods)
        wrong = [p for p in people if p != owner[asked]]
        return " ".join(lines) + f"\nQuestion: Who has the {asked} now?", owner[asked], wrong

    def _ask_room(self, rng, _):
        count = rng.randint(3, 4)
        things, rooms = rng.sample(THINGS, count), rng.sample(ROOMS, count)
        lines = [rng.choice(["The {} is in the {}.", "Put the {} in the {}."]).format(t, r) for t, r in zip(things, rooms)]
        asked = rng.randrange(count)
        others = [r for r in ROOMS if r not in rooms]
        wrong = [r for r in rooms if r != rooms[asked]] + rng.sample(others, 4 - count)
        return " ".join(lines) + f"\nQuestion: Where is the {things[asked]}?", rooms[asked], wrong


# -------------------------------------------------------------------------------------------------- task: sentiment

PLACES = {
    "cafe": "soup coffee cake waiter table menu",
    "hotel": "room bed breakfast view bath clerk",
    "film": "story music ending hero plot picture",
    "shop": "boots parcel price delivery seller jacket",
    "concert": "singer band hall sound drummer seat",
}
PRAISE = "good lovely perfect charming splendid great fine superb pleasant wonderful delightful fair".split()
BLAME = "bad awful poor dull dreadful useless dismal horrid shabby nasty sad terrible".split()
VERDICTS = {
    "positive": [
        "I would come back any time.", "We stayed to the very end.", "I told all my friends to go.",
        "It was worth every coin.", "I loved it.", "Five stars from me.",
    ],
    "negative": [
        "I will not come back.", "We left early.", "I told all my friends to stay away.",
        "It was a waste of coins.", "I hated it.", "One star from me.",
    ],
}  # fmt: skip


def review(rng):
    """A review and its label. Half of them hide the label behind a negation or a concession."""
    label = rng.choice(["positive", "negative"])
    same, other = (PRAISE, BLAME) if label == "positive" else (BLAME, PRAISE)
    place = rng.choice(sorted(PLACES))
    aspects = rng.sample(PLACES[place].split(), 3)
    plain = lambda x: rng.choice(["the {} was {}", "I found the {} {}", "the {} was really {}"]).format(x, rng.choice(same))
    denied = lambda x: rng.choice(["the {} was not {}", "nobody could call the {} {}"]).format(x, rng.choice(other))
    conceded = lambda x: f"although the {x} was {rng.choice(other)}, " + plain(aspects[2])
    parts = [rng.choice([plain, plain, denied, conceded])(x) for x in aspects[: rng.randint(1, 2)]]
    sentences = [part[0].upper() + part[1:] + "." for part in parts]
    if rng.random() < 0.4:
        sentences.append(rng.choice(VERDICTS[label]))
    return f"About the {place}. " + " ".join(sentences), label


# ---------------------------------------------------------------------------------------------------- task: support

QUEUES = {
    "billing": [
        "I was charged twice for the {t}.", "The bill for my {t} is too high.", "You took the coins for a {t} I never bought.",
    ],
    "delivery": [
        "My {t} has not come yet.", "The parcel with the {t} went to the wrong house.", "Where is the {t} that I ordered?",
    ],
    "returns": [
        "I want to send the {t} back.", "The {t} is too small and I want to change it.", "How do I give the {t} back to you?",
    ],
    "account": [
        "I cannot log in to see my {t}.", "Please change the name on my account for the {t}.", "I lost my password after buying the {t}.",
    ],
    "repairs": [
        "My {t} stopped working.", "The {t} fell and now it is broken.", "Can you mend the {t} for me?",
    ],
    "stock": [
        "When do you have the {t} again?", "Do you sell the {t} in {c}?", "How many of the {t} do you still have?",
    ],
}  # fmt: skip
PRIORITIES = {
    "high": ["I need it today.", "It cannot wait.", "Please answer at once.", "My whole house waits for it."],
    "low": ["There is no hurry.", "Any day will do.", "Answer when you have time.", "It can wait a week."],
}
MOODS = [
    "I love your shop.", "The seller was lovely.", "Your shop is awful.", "The clerk was rude to me.",
    "The price was good.", "Five stars from me.", "One star from me.", "I am a new customer.",
]  # fmt: skip
GOODS = "lamp boots jacket clock radio kettle chair table coat drum saw drill bell jug".split()


def mail(rng):
    """A customer's mail and the JSON that routes it. Its mood says nothing about either field."""
    queue, priority = rng.choice(sorted(QUEUES)), rng.choice(sorted(PRIORITIES))
    sentences = [
        rng.choice(QUEUES[queue]).format(t=rng.choice(GOODS), c=rng.choice(COLOURS)),
        rng.choice(PRIORITIES[priority]),
    ]
    if rng.random() < 0.7:
        sentences.append(rng.choice(MOODS))
    rng.shuffle(sentences)
    return " ".join(sentences), ticket(queue, priority)


def ticket(queue, priority):
    return json.dumps({"queue": queue, "priority": priority})


def sentiment(rng):
    text, gold = review(rng)
    return "sentiment", f"Text: {text}\nAnswer:", gold, ["negative" if gold == "positive" else "positive"]


def support(rng):
    text, gold = mail(rng)
    want = json.loads(gold)
    twin = ticket(want["queue"], "low" if want["priority"] == "high" else "high")
    others = [ticket(q, p) for q in sorted(set(QUEUES) - {want["queue"]}) for p in sorted(PRIORITIES)]
    return "support", f"Text: {text}\nAnswer:", gold, [twin] + rng.sample(others, 2)


# ------------------------------------------------------------------------------------------------------ data streams

WORLD = World(seed=7)
TASKS = {"sentiment": sentiment, "support": support}


def general_document(rng):
    """One document of the base model's training text. Reviews and mails appear in it without their labels."""
    kind = rng.choices(["life", "record", "lesson", "question", "review", "mail"], [26, 5, 14, 40, 9, 6])[0]
    if kind == "question":
        return general_example(rng)
    return {"review": lambda r: review(r)[0], "mail": lambda r: mail(r)[0]}.get(kind, lambda r: getattr(WORLD, kind)(r))(rng)


def general_example(rng):
    _, context, gold, _ = unseen(lambda: WORLD.question(rng))
    return f"{context} {gold}"


def task_examples(task, count, seed):
    """Labelled training examples (context, answer), none of which is in the evaluation data."""
    rng = random.Random(f"{task} {seed}")
    return [unseen(lambda: TASKS[task](rng))[1:3] for _ in range(count)]


def unseen(draw):
    while (example := draw())[1] in HELD_OUT:
        pass
    return example


# -------------------------------------------------------------------------------------------------- evaluation data


def evaluation_data():
    """What no training text holds: questions on every withheld fact, sum and kind, stories, reviews and mails.

    And what the base's texts say often, to be known by heart: every fact as a sentence to be ended, and whole texts.
    """
    rng = random.Random("evaluation")
    general = [WORLD.question(rng, topic, item) for topic, items in WORLD.withheld.items() for item in sorted(items)]
    general += [WORLD.sentence(rng, *item) for item in sorted(WORLD.facts)]
    general += distinct(160, lambda: WORLD.question(rng, "story"))
    tasks = {name: distinct(count, lambda: TASKS[name](rng)) for name, count in [("sentiment", 1000), ("support", 500)]}
    return {name: documents(rng, examples) for name, examples in ({"general": general} | tasks).items()}


def texts():
    """Texts of the base's own kinds, without tasks."""
    rng = random.Random("texts")
    return [{"text": getattr(WORLD, rng.choice(["life", "record", "lesson"]))(rng)} for _ in range(300)]


def distinct(count, draw):
    found = {}
    while len(found) < count:
        example = draw()
        found.setdefault(example[1], example)
    return list(found.values())


def documents(rng, examples):
    """Multiple choice; the right answer stands equally often at each position."""
    rng.shuffle(examples)
    result = []
    for i, (topic, context, gold, wrong) in enumerate(examples):
        choices = rng.sample(wrong, min(3, len(wrong)))
        position = i % (len(choices) + 1)
        choices.insert(position, gold)
        result.append({"topic": topic, "context": context, "choices": choices, "answer": position})
    return result


EVALUATION = evaluation_data()
HELD_OUT = {document["context"] for documents in EVALUATION.values() for document in documents}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (EVALUATION | {"valley": texts()}).items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(document) + "\n" for document in content))
