"""Questions about what a text's activations carry, each with the span of text that carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from latentlens.errors import InputError
from latentlens.world.chats import draw_chat, render
from latentlens.world.draw import draw_name
from latentlens.world.fact_relations import relations
from latentlens.world.facts import COMMON_WEIGHT, DATA, load_facts
from latentlens.world.split import SPLITS, Split, split_of
from latentlens.world.text import running_prose
from latentlens.world.traits import chat_split, trait_values

TRACE_KINDS = ("entity", "attribute", "next_fact", "persona", "goal", "secret", "truthfulness")
MOST_OPTIONS = 12
DRAWS = 400
"""Number of chats drawn to collect the goals and secrets of a split, which have no list."""

TRAITS = {
    "persona": ("role", "language", "style", "mood"),
    "goal": ("goal",),
    "secret": ("secret",),
    "truthfulness": ("truth",),
}
"""Kind of question about a chat -> the traits that it may ask for."""


@dataclass(frozen=True)
class TraceQuestion:
    """A question about the activations of a text.

    Args:
        kind: kind of question, one of `TRACE_KINDS`.
        split: split of the case and of the question's wording.
        prompt: the text to run; a chat ends where its first reply begins.
        span: character range (start, end) of the part of the prompt whose activations carry the answer.
        question: the question in words.
        answer: the correct answer.
        options: the options, in order, among them the answer; 2 to `MOST_OPTIONS` of them.
        relation: name of the relation, or of the chat's trait, asked for; empty for an entity's name.
        subject: entity that is asked about; empty for a chat.
        traits: traits set by the chat's system prompt.
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
    """Return the wordings of the questions.

    Returns:
        "entity", "attribute", "next_fact" or a trait -> split -> questions, with {kind} for the kind of
        entity and {attribute} for words such as "the capital of".
    """
    texts_by_kind: dict[str, dict[Split, list[str]]] = json.loads(
        DATA.joinpath("trace_questions.json").read_text(encoding="utf-8")
    )
    return texts_by_kind


@cache
def _kind_of() -> dict[str, str]:
    return {name: kind for kind, names in load_facts().names.items() for name in names}


@cache
def _mention() -> re.Pattern[str]:
    longest_first = sorted(_kind_of(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


@cache
def _names(kind: str, *splits: Split) -> tuple[str, ...]:
    """Return the entities that may be asked about, repeated by how often the text uses each."""
    facts = load_facts()
    frequency = facts.frequency
    return tuple(
        name
        for name in facts.names[kind]
        if split_of("trace", name) in splits
        for _ in range(COMMON_WEIGHT if frequency[name] == "common" else 1)
    )


@cache
def _answers(relation: str, *splits: Split) -> tuple[str, ...]:
    known = relations()[relation]
    return tuple(known.answers[name] for name in _names(known.subject_kind, *splits))


@cache
def _values(trait: str, split: Split) -> tuple[str, ...]:
    if trait not in ("goal", "secret"):
        return trait_values(trait)
    rng = Random(f"{trait}:{split}")  # noqa: S311 - cases, not secrets
    drawn = (draw_chat(rng, split, trait).traits[trait] for _ in range(DRAWS))
    return tuple(value for value in drawn if chat_split({trait: value}) == split)


def _options(rng: Random, answer: str, values: Sequence[str]) -> tuple[str, ...]:
    """Draw the other options with the answers' frequencies, so that a frequent one gives nothing away."""
    others = [v for v in dict.fromkeys(rng.sample(values, len(values))) if v != answer]
    return tuple(sorted([answer, *others[: MOST_OPTIONS - 1]]))


def _says(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE) is not None


def _word(rng: Random, text_kind: str, split: Split, **places: str) -> str:
    return rng.choice(wordings()[text_kind][split]).format(**places)


def _about_prose(rng: Random, split: Split, kind: str) -> TraceQuestion | None:
    prompt = running_prose(rng, rng.randint(1, 3))
    mentions = list(_mention().finditer(prompt))
    kinds = [_kind_of()[m.group()] for m in mentions]
    # Of two countries, "which country is this" would have two answers.
    candidates = [m for m, k in zip(mentions, kinds, strict=True) if kinds.count(k) == 1]
    candidates = [m for m in candidates if split_of("trace", m.group()) == split]
    if not candidates:
        return None
    mention = rng.choice(candidates)
    name = mention.group()
    entity = _kind_of()[name]
    if kind == "entity":
        question = _word(rng, kind, split, kind=entity)
        options = _options(rng, name, _names(entity, split))
        return TraceQuestion(kind, split, prompt, mention.span(), question, name, options, subject=name)
    relation = rng.choice([r for r in relations().values() if r.subject_kind == entity])
    answer = relation.answers[name]
    if _says(prompt, answer):
        return None
    question = _word(rng, kind, split, kind=entity, attribute=relation.noun_phrases[0].removesuffix(" {s}"))
    options = _options(rng, answer, _answers(relation.name, split))
    return TraceQuestion(kind, split, prompt, mention.span(), question, answer, options, relation.name, name)


def _about_statement(rng: Random, split: Split, kind: str) -> TraceQuestion | None:
    relation = rng.choice(list(relations().values()))
    subject = draw_name(rng, relation.subject_kind)
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
    candidates = [name for name in TRAITS[kind] if name in chat.traits]
    if not candidates:
        return None
    trait = rng.choice(candidates)
    answer = chat.traits[trait]
    # A chat may be held out for the rest of its persona; a goal must be held out itself.
    if trait == "goal" and chat_split({trait: answer}) != split:
        return None
    prompt = render(chat.messages(until=0))
    start = prompt.rindex("<|user|>")
    # The user's words must not give the answer away: the activations are to carry it, not the text.
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
            "next_fact" (how a statement will end), or what a chat's system prompt sets, asked of the tokens
            after it: "persona", "goal", "secret", "truthfulness".
        split: split of the entities, paraphrases or chats, and of the wordings of the questions.
        cases: number of questions; default 300.
        seed: seed of the draw; with the same seed, more cases begin with the same ones.

    Returns:
        The questions. The options of an entity, attribute, goal or secret are of the same split too.

    Raises:
        InputError: if the kind or split is unknown, or there are no cases.

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
    questions: list[TraceQuestion] = []
    while len(questions) < cases:
        drawn = make(rng, split, kind)
        if drawn is not None and len(drawn.options) > 1:
            questions.append(drawn)
    return questions
