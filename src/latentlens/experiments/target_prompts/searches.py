"""What is searched: presets and relations, the candidates for each, and what they are graded on."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from random import Random

from latentlens.errors import InputError
from latentlens.experiments.target_prompts.candidates import (
    CHATS,
    DESCRIPTIONS,
    IDENTITIES,
    SHOWN,
    relation_candidates,
)
from latentlens.experiments.target_prompts.described_entities import TEMPLATE, well_known
from latentlens.experiments.target_prompts.expected import Expected, Half
from latentlens.inputs.shown import shown
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import as_reader
from latentlens.real_world import countries, facts, passages
from latentlens.session import Session


@dataclasses.dataclass(frozen=True)
class PromptSearch:
    """One preset or relation, whose target prompt is chosen.

    Args:
        name: the preset or relation.
        candidates: target prompts beside its own.
        expected: function of the session and the half that returns what is read.
        depths: the layers to read, as shares of the number of blocks.
    """

    name: str
    candidates: Sequence[str | ChatPrompt]
    expected: Callable[[Session, Half], tuple[Expected, ...]]
    depths: tuple[float, ...]

    def layers(self, n_layers: int) -> list[int]:
        """Return the layers to read.

        Args:
            n_layers: the model's number of blocks.
        """
        return sorted({max(1, round(depth * n_layers)) for depth in self.depths})


ENTITY_DEPTHS = (1 / 16, 1 / 8, 1 / 4, 1 / 2)
"""Where entities are read: the paper finds them resolved in the lower layers."""
TOKEN_DEPTHS = (1 / 16, 1 / 4, 1 / 2, 3 / 4, 1.0)
_TOKENS = 40
"""Passages of each half."""
_COUNTRIES: dict[Half, int] = {"validation": 24, "test": 40}
"""Countries of each half."""


def searches(session: Session, only: Sequence[str] = ()) -> list[PromptSearch]:
    """Return the searches that make sense for a model.

    Args:
        session: session on the model; without a chat template there is no search among chats, and candidates
            that it cannot take, such as those that are too long for it, are left out.
        only: names of the presets and relations to search for; empty (default) for all.

    Raises:
        InputError: if there is no search of a name.
    """
    found = [
        PromptSearch("description", DESCRIPTIONS, lambda _, half: well_known(half), ENTITY_DEPTHS),
        PromptSearch("token_identity", IDENTITIES, tokens, TOKEN_DEPTHS),
    ]
    chats = session.backend.tokenizer.has_chat_template
    found += [
        PromptSearch(
            name,
            relation_candidates(name, chats=chats),
            functools.partial(_countries, name),
            ENTITY_DEPTHS,
        )
        for name in SHOWN
    ]
    if chats:
        found.insert(1, PromptSearch("description_in_chat", CHATS, found[0].expected, ENTITY_DEPTHS))
    if strays := [name for name in only if name not in [search.name for search in found]]:
        names = ", ".join(search.name for search in found)
        raise InputError(f"There is no search for {shown(strays[0])} in this model; there are {names}.")
    return [
        dataclasses.replace(
            search, candidates=[p for p in search.candidates if _fits(session, search.name, p)]
        )
        for search in found
        if not only or search.name in only
    ]


def _fits(session: Session, name: str, prompt: str | ChatPrompt) -> bool:
    """Return whether the model can take a target prompt: not if it is too long, or its x is no token."""
    try:
        as_reader(name, prompts={name: prompt}).target(session.backend)
    except InputError:
        return False
    return True


def tokens(session: Session, half: Half) -> tuple[Expected, ...]:
    """Return beginnings of passages of a novel, each with its own last token as the right answer.

    Args:
        session: session on the model, whose tokens they are.
        half: "validation" or "test"; no passage is in both.
    """
    every = passages(Random("tokens"), 2 * _TOKENS)  # noqa: S311 - cases, not secrets
    some = every[:_TOKENS] if half == "validation" else every[_TOKENS:]
    found = []
    for number, text in enumerate(some):
        words = text.split(" ")
        length = Random(f"tokens, {text}").randint(4, min(24, len(words)))  # noqa: S311
        source = " ".join(words[:length]).rstrip(".,;:!?\"'-”’")
        tokenizer = session.backend.tokenizer
        last = tokenizer.text(tokenizer.encode(source)[-1])
        found.append(Expected(f"{half} {number}", "tokens", last.strip(), source, (last,), "alone"))
    return tuple(found)


def _countries(relation: str, _: Session, half: Half) -> tuple[Expected, ...]:
    """Return the countries of one half with most inhabitants, with the answers that are right."""
    population = {country.name: country.population for country in countries()}
    shown_as_examples = [subject for subject, _ in SHOWN[relation]]
    some = [
        fact
        for fact in facts()
        if (fact.relation, fact.split) == (relation, half) and fact.subject not in shown_as_examples
    ]
    some.sort(key=lambda fact: -population[fact.subject])
    return tuple(
        Expected(
            fact.subject,
            relation,
            fact.answer,
            TEMPLATE.format(fact.subject),
            (fact.answer, *fact.spellings),
            "anywhere",
        )
        for fact in some[: _COUNTRIES[half]]
    )
