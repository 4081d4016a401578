"""Relations: one attribute of a kind of entity, the paraphrases that ask for it, and the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
        statement: a prompt in which the subject stands at the beginning of a sentence, or near it.
        answers: subject -> answer.
        spellings: subject -> other answers that are right too; default none.
    """

    name: str
    subject_kind: str
    answer_kind: str
    article: str
    noun_phrases: tuple[str, ...]
    paraphrases: dict[Split, tuple[str, ...]]
    questions: tuple[str, ...]
    statement: str
    answers: dict[str, str]
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def accepted(self, subject: str) -> tuple[str, ...]:
        """Return every right answer for a subject, the first the one in `answers`."""
        return (self.answers[subject], *self.spellings.get(subject, ()))

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
        spellings: subject -> other final answers that are right too; default none.
    """

    first: str
    second: str
    paraphrases: tuple[str, ...]
    answers: dict[str, str]
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def accepted(self, subject: str) -> tuple[str, ...]:
        """Return every right answer for a subject, the first the one in `answers`."""
        return (self.answers[subject], *self.spellings.get(subject, ()))

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


def _paraphrases(table: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[str, ...]:
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


def make_relation(
    name: str,
    row: Mapping[str, Any],
    answers: dict[str, str],
    spellings: Mapping[str, tuple[str, ...]] | None = None,
) -> FactRelation:
    """Make a relation of its row in a table of relations.

    Args:
        name: name of the relation.
        row: kinds of subject and answer, and the phrases that ask for it, as in `data/relations.json`.
        answers: subject -> answer.
        spellings: subject -> other right answers; None (default) for none.
    """
    paraphrases = _split(name, _paraphrases(_table(), row))
    questions = tuple(p for p in paraphrases["train"] if "?" in p and not p.startswith(("Q:", "Do you")))
    return FactRelation(
        name,
        row["subject"],
        row["kind"],
        row.get("before", ""),
        tuple(row["cores"]),
        paraphrases,
        tuple(p.split("?")[0] + "?" for p in questions),
        _upper(_frame(f"{row['verbs'][0]}{{b}}", "", row.get("before", ""))),
        answers,
        spellings or {},
    )


def make_chain(first: FactRelation, second: FactRelation) -> Chain:
    """Make the two-hop question of two relations.

    Args:
        first: relation whose answers are subjects of the second.
        second: relation that gives the final answer.

    Returns:
        The chain; subjects whose middle has no answer in the second relation are left out.
    """
    middle = first.noun_phrases[0]
    paraphrases = tuple(
        _frame(frame, core.replace("{s}", middle), second.article)
        for core in second.noun_phrases[:2]
        for frame in _table()["frames"][:CHAIN_FRAMES]
    )
    through = {subject: m for subject, m in first.answers.items() if m in second.answers}
    return Chain(
        first.name,
        second.name,
        paraphrases,
        {subject: second.answers[m] for subject, m in through.items()},
        {subject: second.accepted(m)[1:] for subject, m in through.items()},
    )


@cache
def relations() -> dict[str, FactRelation]:
    """Return all relations by name.

    Returns:
        Name -> relation, with its paraphrases and the answer for every subject.
    """
    return {
        name: make_relation(name, row, _answers(name, row["subject"]))
        for name, row in _table()["relations"].items()
    }


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
    known = relations()
    return tuple(make_chain(known[first], known[second]) for first, second in _table()["chains"])
