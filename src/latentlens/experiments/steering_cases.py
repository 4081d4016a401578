"""Cases for steering on the teaching world: chats about facts, what should show, and its grading."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from random import Random

from latentlens.engine.backend import Backend
from latentlens.engine.query import Generate, Generation, Query
from latentlens.model.prompt import Chat
from latentlens.world.fact_relations import relations
from latentlens.world.questions import WorldQuestion, questions
from latentlens.world.split import Split, split_of
from latentlens.world.traces import wordings
from latentlens.world.traits import grammar, trait_values

STEERED = ("mood", "role", "language")
"""Traits that show in every reply, whatever is asked, by words of their own."""

_TOGETHER = 64

LONGEST = 24
"""Most tokens of a reply."""


@dataclasses.dataclass(frozen=True)
class FactChat:
    """A chat without a system prompt in which the user asks for a fact.

    Args:
        user: the user's message.
        answer: the fact.
    """

    user: str
    answer: str

    def messages(self, system: str = "") -> Chat:
        """Return the chat's messages.

        Args:
            system: a system prompt. Default: none.
        """
        before = [{"role": "system", "content": system}] if system else []
        return [*before, {"role": "user", "content": self.user}]


def fact_chats(split: Split, n: int, seed: int = 0) -> list[FactChat]:
    """Return chats about facts, each fact in one split only.

    Args:
        split: "train" for those that are learnt from, "validation" for choices, "test" for reports.
        n: number of chats.
        seed: seed of the draw. Default 0.
    """
    facts = [
        (relation, subject, answer)
        for relation in relations().values()
        for subject, answer in relation.answers.items()
        if _split(relation.name, subject) == split
    ]
    draw = Random(f"steering:{split}:{seed}")  # noqa: S311 - cases, not secrets
    return [
        FactChat(draw.choice(relation.questions).format(s=subject), answer)
        for relation, subject, answer in draw.sample(facts, n)
    ]


def wishes(trait: str, value: str) -> list[tuple[str, str]]:
    """Return the questions about a trait in the wordings of the training text, with the wished value.

    Args:
        trait: one of `STEERED`.
        value: the value that should show.
    """
    return [(question, value) for question in wordings()[trait]["train"]]


def system_prompts(trait: str, value: str) -> list[str]:
    """Return the system prompts that set a trait.

    Args:
        trait: one of `STEERED`.
        value: the value.
    """
    return [say.format(v=value) for say in grammar()[trait]["say"]]


def slot_prompt(trait: str) -> str:
    """Return a system prompt of a trait with a slot, the word x, in place of the value.

    Args:
        trait: one of `STEERED`.

    Examples:
        >>> slot_prompt("role"), slot_prompt("mood")
        ('Act like a x.', 'You feel x.')
    """
    return system_prompts(trait, "x")[-1]


def shows(reply: str, trait: str, value: str) -> bool:
    """Return whether a reply shows a trait's value, and no other value of the trait.

    Args:
        reply: the reply.
        trait: one of `STEERED`.
        value: the value.
    """
    show = grammar()[trait]["show"]
    return [value] == [each for each in trait_values(trait) if show[each] in reply]


def answers(reply: str, answer: str) -> bool:
    """Return whether a reply says a fact, as whole words.

    Args:
        reply: the reply.
        answer: the fact.
    """
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", reply, re.IGNORECASE) is not None


def replies(model: Backend, chats: Sequence[Chat], adapter: str | None = None) -> list[str]:
    """Return the greedy replies to chats.

    Args:
        model: the model.
        chats: the chats.
        adapter: name of the adapter that is on. Default None: those that are on in the model.
    """
    return _generated(model, [model.tokenizer.encode_chat(chat) for chat in chats], adapter, LONGEST)


def fact_verdicts(
    model: Backend, split: Split, n: int, adapter: str | None = None, seed: int = 0
) -> list[bool]:
    """Return whether a model ends statements of facts right, without a chat.

    Args:
        model: the model.
        split: split of the statements' wordings, and of their facts, as in `fact_chats`.
        n: number of statements.
        adapter: name of the adapter that is on. Default None: those that are on in the model.
        seed: seed of the draw. Default 0.
    """
    asked = Random(f"facts:{split}:{seed}").sample(_statements(split), n)  # noqa: S311 - cases, not secrets
    longest = max(len(model.tokenizer.encode_continuation(f" {question.answer}")) for question in asked)
    said = _generated(model, [model.tokenizer.encode(q.prompt) for q in asked], adapter, longest)
    return [question.grade(text) for question, text in zip(asked, said, strict=True)]


def fact_statements(n: int, seed: int = 0) -> list[str]:
    """Return statements of training facts in the wordings of the training text, for steering to preserve.

    Args:
        n: number of statements.
        seed: seed of the draw. Default 0.
    """
    drawn = Random(f"statements:{seed}").sample(_statements("train"), n)  # noqa: S311 - cases, not secrets
    return [f"{question.prompt} {question.answer}" for question in drawn]


def _split(relation: str, subject: str) -> Split:
    """Return the split that a fact belongs to."""
    return split_of("steering", relation, subject, one_in=3)


def _statements(split: Split) -> list[WorldQuestion]:
    """Return the statements of a split's facts in its wordings."""
    return [each for each in questions("fact", split) if _split(each.relation, each.subject) == split]


def _generated(model: Backend, prompts: Sequence[list[int]], adapter: str | None, longest: int) -> list[str]:
    queries = [Query(tuple(ids), (), Generate(longest), adapter=adapter) for ids in prompts]
    found: list[str] = []
    for start in range(0, len(queries), _TOGETHER):
        for result in model.run(queries[start : start + _TOGETHER]):
            assert isinstance(result.value, Generation)
            found.append(result.value.text)
    return found
