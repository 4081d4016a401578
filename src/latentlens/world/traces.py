"""Gradable questions about what the activations of a text carry, each with the part that carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from latentlens._errors import InputError
from latentlens.world.chats import draw_chat, render
from latentlens.world.draw import draw_name
from latentlens.world.facts import DATA, OFTEN, load_facts
from latentlens.world.relations import relations
from latentlens.world.split import SPLITS, Split, split_of
from latentlens.world.text import running
from latentlens.world.traits import chat_split, trait_values

TRACE_KINDS = ("entity", "attribute", "next_fact", "persona", "goal", "secret", "truthfulness")
MOST_OPTIONS = 12
DRAWS = 400
"""How many chats are drawn for the goals and secrets of a split, which have no list."""

TRAITS = {
    "persona": ("role", "language", "style", "mood"),
    "goal": ("goal",),
    "secret": ("secret",),
    "truthfulness": ("truth",),
}
"""Kind of question about a chat -> the traits that it may ask for."""


@dataclass(frozen=True)
class TraceQuestion:
    """Something to ask about the activations of a text.

    Args:
        kind: one of `TRACE_KINDS`.
        split: to which split it belongs, the wording of the question too.
        prompt: the text to run; a chat ends where its first reply begins.
        span: start and end, as in a slice of the prompt, of the part whose activations carry the answer.
        question: the question in words.
        answer: the right answer.
        options: what one may choose from, in order, the answer among them; 2 to `MOST_OPTIONS` of them.
        relation: the relation that is asked for, or the trait of the chat; empty for an entity's name.
        subject: the entity that is asked about; empty for a chat.
        traits: what the chat's system prompt sets.
    """

    kind: str
    split: Split
    prompt: str
    span: tuple[int, int]
    question: str
    answer: str
    options: tuple[str, ...]
    relation: str = ""
    subject: str = ""
    traits: dict[str, str] = field(default_factory=dict)


@cache
def wordings() -> dict[str, dict[Split, list[str]]]:
    """Read the wordings of the questions.

    Returns:
        "entity", "attribute", "next_fact" or a trait -> split -> questions, with {kind} for the kind of
        entity and {attribute} for words such as "the capital of".
    """
    found: dict[str, dict[Split, list[str]]] = json.loads(
        DATA.joinpath("trace_questions.json").read_text(encoding="utf-8")
    )
    return found


@cache
def _kind_of() -> dict[str, str]:
    return {name: kind for kind, names in load_facts().names.items() for name in names}


@cache
def _mention() -> re.Pattern[str]:
    longest_first = sorted(_kind_of(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


@cache
def _names(kind: str, *splits: Split) -> tuple[str, ...]:
    """List the entities that are asked about, each as many times as the text favours it."""
    facts = load_facts()
    frequency = facts.frequency
    return tuple(
        name
        for name in facts.names[kind]
        if split_of("trace", name) in splits
        for _ in range(OFTEN if frequency[name] == "common" else 1)
    )


@cache
def _answers(relation: str, *splits: Split) -> tuple[str, ...]:
    known = relations()[relation]
    return tuple(known.answers[name] for name in _names(known.subject, *splits))


@cache
def _values(trait: str, split: Split) -> tuple[str, ...]:
    if trait not in ("goal", "secret"):
        return trait_values(trait)
    rng = Random(f"{trait}:{split}")  # noqa: S311 - cases, not secrets
    drawn = (draw_chat(rng, split, trait).traits[trait] for _ in range(DRAWS))
    return tuple(value for value in drawn if chat_split({trait: value}) == split)


def _options(rng: Random, answer: str, values: Sequence[str]) -> tuple[str, ...]:
    """Draw the other options as the answers are drawn, so that a frequent one gives nothing away."""
    others = [v for v in dict.fromkeys(rng.sample(values, len(values))) if v != answer]
    return tuple(sorted([answer, *others[: MOST_OPTIONS - 1]]))


def _says(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE) is not None


def _word(rng: Random, asked: str, split: Split, **places: str) -> str:
    return rng.choice(wordings()[asked][split]).format(**places)


def _about_prose(rng: Random, split: Split, kind: str) -> TraceQuestion | None:
    prompt = running(rng, rng.randint(1, 3))
    mentions = list(_mention().finditer(prompt))
    kinds = [_kind_of()[m.group()] for m in mentions]
    # Of two countries, "which country is this" would have two answers.
    asked = [m for m, k in zip(mentions, kinds, strict=True) if kinds.count(k) == 1]
    asked = [m for m in asked if split_of("trace", m.group()) == split]
    if not asked:
        return None
    mention = rng.choice(asked)
    name = mention.group()
    entity = _kind_of()[name]
    if kind == "entity":
        question = _word(rng, kind, split, kind=entity)
        options = _options(rng, name, _names(entity, split))
        return TraceQuestion(kind, split, prompt, mention.span(), question, name, options, subject=name)
    relation = rng.choice([r for r in relations().values() if r.subject == entity])
    answer = relation.answers[name]
    if _says(prompt, answer):
        return None
    question = _word(rng, kind, split, kind=entity, attribute=relation.cores[0].removesuffix(" {s}"))
    options = _options(rng, answer, _answers(relation.name, split))
    return TraceQuestion(kind, split, prompt, mention.span(), question, answer, options, relation.name, name)


def _about_statement(rng: Random, split: Split, kind: str) -> TraceQuestion | None:
    relation = rng.choice(list(relations().values()))
    subject = draw_name(rng, relation.subject)
    answer = relation.answers[subject]
    prompt = rng.choice(relation.paraphrases[split]).format(s=subject)
    if _says(prompt, answer):
        return None
    span = (max(prompt.rfind(" "), prompt.rfind("\n")) + 1, len(prompt))
    options = _options(rng, answer, _answers(relation.name, *SPLITS))
    question = _word(rng, kind, split)
    return TraceQuestion(kind, split, prompt, span, question, answer, options, relation.name, subject)


def _about_chat(rng: Random, split: Split, kind: str) -> TraceQuestion | None:
    chat = draw_chat(rng, split, "truth" if kind == "truthfulness" else kind)
    asked = [name for name in TRAITS[kind] if name in chat.traits]
    if not asked:
        return None
    trait = rng.choice(asked)
    answer = chat.traits[trait]
    # A chat is also held out for the rest of its persona; a goal must be so for its own sake.
    if trait == "goal" and chat_split({trait: answer}) != split:
        return None
    prompt = render(chat.messages(until=0))
    start = prompt.rindex("<|user|>")
    # What the user says must not give the answer away: the activations are to carry it, not the text.
    if _says(prompt[start:], answer.partition(" ")[2] if trait == "goal" else answer):
        return None
    options = _options(rng, answer, _values(trait, split))
    question = _word(rng, trait, split)
    return TraceQuestion(
        kind, split, prompt, (start, len(prompt)), question, answer, options, trait, traits=chat.traits
    )


_MAKERS = {"entity": _about_prose, "attribute": _about_prose, "next_fact": _about_statement}


def trace_questions(
    kind: str, split: Split = "test", *, cases: int = 300, seed: int = 0
) -> list[TraceQuestion]:
    """Write questions about what the activations of texts carry.

    Args:
        kind: "entity" (which entity is named), "attribute" (a fact about the entity that is named),
            "next_fact" (how a statement will end), or what a chat's system prompt set, asked of the tokens
            after it: "persona", "goal", "secret", "truthfulness".
        split: to which split the entities, paraphrases or chats belong, and the wordings of the questions.
        cases: how many.
        seed: of the draw; more cases of one seed begin with the same ones.

    Returns:
        The questions. The options of an entity, attribute, goal or secret are of the same split too.

    Raises:
        InputError: an unknown kind or split, or no cases.

    Examples:
        >>> trace_questions("truthfulness", cases=1)[0].options
        ('lying', 'truthful')
    """
    if kind not in TRACE_KINDS or split not in SPLITS:
        raise InputError(
            f"There are no trace questions of kind {kind!r} in split {split!r}: the kinds are "
            f"{', '.join(TRACE_KINDS)}; the splits are {', '.join(SPLITS)}."
        )
    if cases < 1:
        raise InputError(f"There is nothing to ask in {cases} cases: ask for 1 or more.")
    rng = Random(f"trace:{kind}:{split}:{seed}")  # noqa: S311 - cases, not secrets
    make = _MAKERS.get(kind, _about_chat)
    found: list[TraceQuestion] = []
    while len(found) < cases:
        drawn = make(rng, split, kind)
        if drawn is not None and len(drawn.options) > 1:
            found.append(drawn)
    return found
