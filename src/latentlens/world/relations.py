"""Relations: a subject, the many ways in which the text asks for one of its attributes, and the answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from latentlens.world.facts import DATA, load_facts
from latentlens.world.split import Split, lot, split_of

HELD_OUT = {"validation": 2, "test": 3}
"""How many paraphrases of every relation are kept out of the text."""

CHAIN_FRAMES = 4
"""How many of the frames the text uses for two-hop questions."""


@dataclass(frozen=True)
class Relation:
    """One attribute of one kind of entity.

    Args:
        name: such as "capital".
        subject: the kind of entity that has it.
        kind: what its answers are, such as "city"; relations may share it.
        before: what stands between a paraphrase's last word and the answer, such as " the".
        cores: the noun phrases for it, with {s} for the subject; the first is the plainest.
        paraphrases: by split, prompts with {s} for the subject, which the answer follows after a space.
        questions: those of the training paraphrases that a user may ask in a chat.
        answers: the answer for every subject.
    """

    name: str
    subject: str
    kind: str
    before: str
    cores: tuple[str, ...]
    paraphrases: dict[Split, tuple[str, ...]]
    questions: tuple[str, ...]
    answers: dict[str, str]

    @property
    def plain(self) -> str:
        """The plainest prompt, such as "The capital of {s} is"."""
        return _frame("{C} is{b}", self.cores[0], self.before)


@dataclass(frozen=True)
class Chain:
    """Two relations in a row: the answer of the first is the subject of the second.

    Args:
        first: the first relation's name.
        second: the second's.
        paraphrases: prompts with {s} for the subject.
        answers: the final answer for every subject.
    """

    first: str
    second: str
    paraphrases: tuple[str, ...]
    answers: dict[str, str]

    def split(self, subject: str) -> Split:
        """Say to which split a subject's question belongs, in every paraphrase of it."""
        return split_of("chain", self.first, self.second, subject)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _frame(frame: str, core: str, before: str) -> str:
    bare = before.strip()
    return (
        frame.replace("{c}", core)
        .replace("{C}", _upper(core))
        .replace("{b}", before)
        .replace("{B}", f" {_upper(bare)}" if bare else "")
    )


def _paraphrases(table: dict[str, Any], row: dict[str, Any]) -> tuple[str, ...]:
    before = row.get("before", "")
    found = [_frame(f, c, before) for c in row["cores"] for f in table["frames"]]
    # A verb opens its sentence when nothing else does, hence the capital.
    found += [
        _upper(_frame(f.replace("{v}", v), "", before)) for v in row["verbs"] for f in table["verb_frames"]
    ]
    asked = (f.replace("{q}", q) for q in row["questions"] for f in table["question_frames"])
    return (*found, *(_frame(f, "", before) for f in asked))


def _split(name: str, paraphrases: tuple[str, ...]) -> dict[Split, tuple[str, ...]]:
    """Keep some out: never the plainest, which target prompts are made of, nor one that stands in another."""
    inner = [p for p in paraphrases if any(p in other and p != other for other in paraphrases)]
    ranked = sorted((p for p in paraphrases[1:] if p not in inner), key=lambda p: lot("paraphrase", name, p))
    test = ranked[: HELD_OUT["test"]]
    validation = ranked[HELD_OUT["test"] : HELD_OUT["test"] + HELD_OUT["validation"]]
    kept = {*test, *validation}
    return {
        "train": tuple(p for p in paraphrases if p not in kept),
        "validation": tuple(validation),
        "test": tuple(test),
    }


def _answers(relation: str, subject: str) -> dict[str, str]:
    facts = load_facts()
    if relation == "country":
        return facts.city_country
    field = {"headquarters": "city"}.get(relation, relation)
    return {row.name: str(getattr(row, field)) for row in facts.kinds[subject]}


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.joinpath("relations.json").read_text(encoding="utf-8"))
    return found


@cache
def relations() -> dict[str, Relation]:
    """Read the relations by name.

    Returns:
        Each relation with its paraphrases and the answer for every subject.
    """
    table = _table()
    found = {}
    for name, row in table["relations"].items():
        paraphrases = _split(name, _paraphrases(table, row))
        asked = tuple(p for p in paraphrases["train"] if "?" in p and not p.startswith(("Q:", "Do you")))
        found[name] = Relation(
            name,
            row["subject"],
            row["kind"],
            row.get("before", ""),
            tuple(row["cores"]),
            paraphrases,
            tuple(p.split("?")[0] + "?" for p in asked),
            _answers(name, row["subject"]),
        )
    return found


@cache
def answers_of(kind: str) -> tuple[str, ...]:
    """List the answers of one kind, whatever relation they answer.

    Args:
        kind: as in `Relation`.

    Returns:
        The answers in order, each once; none for an unknown kind.
    """
    return tuple(sorted({a for r in relations().values() if r.kind == kind for a in r.answers.values()}))


@cache
def chains() -> tuple[Chain, ...]:
    """Read the two-hop questions.

    Returns:
        Each chain with the final answer for every subject.
    """
    known, table = relations(), _table()
    found = []
    for first, second in table["chains"]:
        middle = known[first].cores[0]
        paraphrases = tuple(
            _frame(frame, core.replace("{s}", middle), known[second].before)
            for core in known[second].cores[:2]
            for frame in table["frames"][:CHAIN_FRAMES]
        )
        ends = known[second].answers
        found.append(Chain(first, second, paraphrases, {s: ends[m] for s, m in known[first].answers.items()}))
    return tuple(found)
