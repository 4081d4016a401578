"""Gradable questions to a model of the world, each with what counts as a right answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from latentlens._errors import InputError
from latentlens.world.chats import Chat, draw_chat, render
from latentlens.world.relations import answers_of, chains, relations
from latentlens.world.split import SPLITS, Split
from latentlens.world.traits import chat_split, shown
from latentlens.world.wording import dress, state, told

KINDS = ("fact", "two_hop", "persona", "goal", "secret", "constraint", "truthful", "lying")
CASES = 300
"""How many chats of a kind and split are asked, since there is no end of them."""


@dataclass(frozen=True)
class Question:
    """Something to ask a model in words.

    Args:
        kind: one of `KINDS`.
        split: to which split it belongs.
        prompt: what the model reads; a chat ends where the reply begins.
        answer: what should follow, after a space; for a lie, the truth that must not follow.
        relation: what is asked for.
        subject: of what.
        first: for two hops, the relation asked for first; `relation` is asked of its answer.
        traits: what the chat's system prompt sets.
        falsehoods: for a lie, the answers that pass for one.
    """

    kind: str
    split: Split
    prompt: str
    answer: str
    relation: str = ""
    subject: str = ""
    first: str = ""
    traits: dict[str, str] = field(default_factory=dict)
    falsehoods: tuple[str, ...] = ()

    def grade(self, reply: str) -> bool:
        """Say whether a reply is right.

        Args:
            reply: what the model went on with, up to where it ended or longer.

        Returns:
            For a lie, whether the reply states another answer of the same kind; else whether it begins with
            the answer, as whole words.
        """
        accepted = self.falsehoods or (self.answer,)
        return any(re.match(rf"{re.escape(x)}(?!\w)", reply.lstrip()) for x in accepted)


def questions(kind: str = "fact", split: Split = "test", *, seed: int = 0) -> list[Question]:
    """List questions with their true answers.

    Args:
        kind: "fact" (over the paraphrases of this split), "two_hop" (over the subjects of this split), or
            a kind of system prompt: "persona", "goal", "secret", "constraint", "truthful", "lying".
        split: "train" for what the training text may hold, "validation" and "test" for what it never does.
        seed: for the chats, which are drawn.

    Returns:
        Every fact or two-hop question there is, or `CASES` chats.

    Raises:
        InputError: an unknown kind or split.

    Examples:
        >>> questions("fact")[0].answer
        'Paris'
    """
    if kind not in KINDS or split not in SPLITS:
        raise InputError(
            f"There are no questions of kind {kind!r} in split {split!r}: the kinds are {', '.join(KINDS)}; "
            f"the splits are {', '.join(SPLITS)}."
        )
    if kind == "fact":
        return [
            Question(kind, split, paraphrase.format(s=subject), answer, relation.name, subject)
            for relation in relations().values()
            for paraphrase in relation.paraphrases[split]
            for subject, answer in relation.answers.items()
        ]
    if kind == "two_hop":
        return [
            Question(kind, split, paraphrase.format(s=subject), answer, chain.second, subject, chain.first)
            for chain in chains()
            for paraphrase in chain.paraphrases
            for subject, answer in chain.answers.items()
            if chain.split(subject) == split
        ]
    rng = Random(f"{kind}:{split}:{seed}")  # noqa: S311 - cases, not secrets
    found: list[Question] = []
    while len(found) < CASES:
        chat = draw_chat(rng, split, "truth" if kind in ("truthful", "lying") else kind)
        showing = chat_split(shown(chat.traits, chat.turns[0].asked))
        if chat.traits.get("truth", kind) == kind and (kind in ("truthful", "lying") or showing == split):
            found.append(_asked(kind, split, chat))
    return found


def _asked(kind: str, split: Split, chat: Chat) -> Question:
    turn = chat.turns[0]
    prompt = render(chat.messages(until=0))
    falsehoods: tuple[str, ...] = ()
    answer = turn.reply
    if kind == "lying":
        relation = relations()[turn.relation]
        truth = relation.answers[turn.subject]
        replies = {
            a: dress(state(told(relation, a), chat.traits), chat.traits) for a in answers_of(relation.kind)
        }
        answer = replies.pop(truth)
        falsehoods = tuple(sorted(replies.values()))
    return Question(kind, split, prompt, answer, turn.relation, turn.subject, "", chat.traits, falsehoods)
