"""Questions to a model of the teaching world, each with its correct answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from latentlens.errors import InputError
from latentlens.world.chats import Chat, draw_chat, render
from latentlens.world.fact_relations import answers_of, chains, relations
from latentlens.world.split import SPLITS, Split
from latentlens.world.traits import chat_split, visible_traits
from latentlens.world.wording import answer_with_article, show_traits, state_answer

QUESTION_KINDS = ("fact", "two_hop", "persona", "goal", "secret", "constraint", "truthful", "lying")
N_CHATS = 300
"""Number of chats asked per kind and split; unlike facts, chats cannot be listed exhaustively."""


@dataclass(frozen=True)
class WorldQuestion:
    """A question to ask a model in text.

    Args:
        kind: kind of question, one of `QUESTION_KINDS`.
        split: split it belongs to.
        prompt: text that the model reads; a chat ends where the reply begins.
        answer: the expected continuation, after a space; for a lie, the truth, which must not follow.
        relation: name of the relation asked for.
        subject: subject of that relation.
        first: for two hops, the relation that is applied first; `relation` is applied to its answer.
        traits: traits set by the chat's system prompt.
        falsehoods: for a lie, the answers that count as one.
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
        """Return whether a reply is correct.

        Args:
            reply: the model's continuation, up to its end or longer.

        Returns:
            For a lie, True if the reply states another answer of the same kind; else True if it begins with
            the answer, as whole words.
        """
        accepted = self.falsehoods or (self.answer,)
        return any(re.match(rf"{re.escape(x)}(?!\w)", reply.lstrip()) for x in accepted)


def questions(kind: str = "fact", split: Split = "test", *, seed: int = 0) -> list[WorldQuestion]:
    """Return questions with their correct answers.

    Args:
        kind: "fact" (in the paraphrases of this split), "two_hop" (over the subjects of this split), or
            a kind of system prompt: "persona", "goal", "secret", "constraint", "truthful", "lying".
        split: "train" for what the training text may contain, "validation" and "test" for what it never does.
        seed: seed of the chats, which are drawn; default 0.

    Returns:
        All fact or two-hop questions, or `N_CHATS` chats.

    Raises:
        InputError: if the kind or split is unknown.

    Examples:
        >>> questions("fact")[0].answer
        'Paris'
    """
    if kind not in QUESTION_KINDS or split not in SPLITS:
        raise InputError(
            f"There are no questions of kind {kind!r} in split {split!r}: the kinds are "
            f"{', '.join(QUESTION_KINDS)}; the splits are {', '.join(SPLITS)}."
        )
    if kind == "fact":
        return [
            WorldQuestion(kind, split, paraphrase.format(s=subject), answer, relation.name, subject)
            for relation in relations().values()
            for paraphrase in relation.paraphrases[split]
            for subject, answer in relation.answers.items()
        ]
    if kind == "two_hop":
        return [
            WorldQuestion(
                kind, split, paraphrase.format(s=subject), answer, chain.second, subject, chain.first
            )
            for chain in chains()
            for paraphrase in chain.paraphrases
            for subject, answer in chain.answers.items()
            if chain.split(subject) == split
        ]
    rng = Random(f"{kind}:{split}:{seed}")  # noqa: S311 - cases, not secrets
    found: list[WorldQuestion] = []
    while len(found) < N_CHATS:
        chat = draw_chat(rng, split, "truth" if kind in ("truthful", "lying") else kind)
        showing = chat_split(visible_traits(chat.traits, chat.turns[0].asked))
        if chat.traits.get("truth", kind) == kind and (kind in ("truthful", "lying") or showing == split):
            found.append(chat_question(kind, split, chat))
    return found


def chat_question(kind: str, split: Split, chat: Chat) -> WorldQuestion:
    """Return what a chat's first message asks, with the reply that its traits call for.

    Args:
        kind: kind of question; of "lying", any other answer of the same kind counts.
        split: split it belongs to.
        chat: the chat, with or without a system prompt.
    """
    turn = chat.turns[0]
    prompt = render(chat.messages(until=0))
    falsehoods: tuple[str, ...] = ()
    answer = turn.reply
    if kind == "lying":
        relation = relations()[turn.relation]
        truth = relation.answers[turn.subject]
        replies = {
            a: show_traits(state_answer(answer_with_article(relation, a), chat.traits), chat.traits)
            for a in answers_of(relation.answer_kind)
        }
        answer = replies.pop(truth)
        falsehoods = tuple(sorted(replies.values()))
    return WorldQuestion(
        kind, split, prompt, answer, turn.relation, turn.subject, "", chat.traits, falsehoods
    )
