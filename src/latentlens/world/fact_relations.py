"""Relations: one attribute of a kind of entity, the paraphrases that ask for it, and the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from latentlens.world.facts import DATA, load_facts
from latentlens.world.split import Split, hash_number, split_of

HELD_OUT = {"validation": 2, "test": 3}
"""Split -> number of paraphrases of every relation that are kept out of the training text."""

CHAIN_FRAMES = 4
"""Number of sentence frames that the training text uses for two-hop questions."""


@dataclass(frozen=True)
class FactRelation:
    """One attribute of one kind of entity.

    Args:
        name: name of the relation, such as "capital".
        subject_kind: kind of entity that has the attribute, such as "country".
        answer_kind: kind of its answers, such as "city"; several relations may share one.
        article: text between a paraphrase's last word and the answer, such as " the".
        noun_phrases: noun phrases for it, with {s} for the subject; the first is the plainest.
        paraphrases: split -> prompts with {s} for the subject, which the answer follows after a space.
        questions: training paraphrases that a user may ask in a chat.
        answers: subject -> answer.
    """

    name: str
    subject_kind: str
    answer_kind: str
    article: str
    noun_phrases: tuple[str, ...]
    paraphrases: dict[Split, tuple[str, ...]]
    questions: tuple[str, ...]
    answers: dict[str, str]

    @property
    def plain_prompt(self) -> str:
        """The plainest prompt, such as "The capital of {s} is"."""
        return _frame("{C} is{b}", self.noun_phrases[0], self.article)


@dataclass(frozen=True)
class Chain:
    """Two relations in a row: the answer of the first is the subject of the second.

    Args:
        first: name of the first relation.
        second: name of the second relation.
        paraphrases: prompts with {s} for the subject.
        answers: subject -> the final answer.
    """

    first: str
    second: str
    paraphrases: tuple[str, ...]
    answers: dict[str, str]

    def split(self, subject: str) -> Split:
        """Return the split of a subject's two-hop question, in all of its paraphrases."""
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
    paraphrases = [_frame(f, c, before) for c in row["cores"] for f in table["frames"]]
    # A verb opens its sentence when nothing else does, hence the capital.
    paraphrases += [
        _upper(_frame(f.replace("{v}", v), "", before)) for v in row["verbs"] for f in table["verb_frames"]
    ]
    questions = (f.replace("{q}", q) for q in row["questions"] for f in table["question_frames"])
    return (*paraphrases, *(_frame(f, "", before) for f in questions))


def _split(name: str, paraphrases: tuple[str, ...]) -> dict[Split, tuple[str, ...]]:
    """Hold some paraphrases out: never the plainest, used in target prompts, nor one contained in another."""
    inner = [p for p in paraphrases if any(p in other and p != other for other in paraphrases)]
    ranked = sorted(
        (p for p in paraphrases[1:] if p not in inner), key=lambda p: hash_number("paraphrase", name, p)
    )
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
    table: dict[str, Any] = json.loads(DATA.joinpath("relations.json").read_text(encoding="utf-8"))
    return table


@cache
def relations() -> dict[str, FactRelation]:
    """Return all relations by name.

    Returns:
        Name -> relation, with its paraphrases and the answer for every subject.
    """
    table = _table()
    by_name = {}
    for name, row in table["relations"].items():
        paraphrases = _split(name, _paraphrases(table, row))
        questions = tuple(p for p in paraphrases["train"] if "?" in p and not p.startswith(("Q:", "Do you")))
        by_name[name] = FactRelation(
            name,
            row["subject"],
            row["kind"],
            row.get("before", ""),
            tuple(row["cores"]),
            paraphrases,
            tuple(p.split("?")[0] + "?" for p in questions),
            _answers(name, row["subject"]),
        )
    return by_name


@cache
def answers_of(kind: str) -> tuple[str, ...]:
    """Return all answers of one kind, over all relations that have it.

    Args:
        kind: kind of answer, as in `FactRelation.answer_kind`.

    Returns:
        The answers in order, without duplicates; none for an unknown kind.
    """
    known = (r for r in relations().values() if r.answer_kind == kind)
    return tuple(sorted({answer for relation in known for answer in relation.answers.values()}))


@cache
def chains() -> tuple[Chain, ...]:
    """Return the two-hop questions.

    Returns:
        Each chain with the final answer for every subject.
    """
    known, table = relations(), _table()
    two_hops = []
    for first, second in table["chains"]:
        middle = known[first].noun_phrases[0]
        paraphrases = tuple(
            _frame(frame, core.replace("{s}", middle), known[second].article)
            for core in known[second].noun_phrases[:2]
            for frame in table["frames"][:CHAIN_FRAMES]
        )
        ends = known[second].answers
        two_hops.append(
            Chain(first, second, paraphrases, {s: ends[m] for s, m in known[first].answers.items()})
        )
    return tuple(two_hops)
