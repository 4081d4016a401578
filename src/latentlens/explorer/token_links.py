"""Which tokens of two traces stand for each other, also where two models cut a text otherwise."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.explorer.partners import token_partners
from latentlens.model.spelling import Character

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.engine.backend import Backend

_WORD = re.compile(r"\S+")


def token_links(trace: Trace, other: Trace) -> list[int | None]:
    """Return for each token of a trace the position of its partner in another trace.

    Where the tokens mean the same in both models, these are the partners of `token_partners`. Else the
    partner is the first token that covers one of the same characters: where the texts differ, of the words
    that they share, and in chats within messages of the same role, in their order. A token such as <bos>,
    which stands for no character, has then none.

    Args:
        trace: trace of a prompt.
        other: trace of the same or another prompt, in any model.

    Returns:
        For each token of `trace`, a position in `other`, in their order; None for none.
    """
    if same_tokens(trace, other):
        return token_partners(trace.token_ids, other.token_ids)
    found: list[int | None] = [None] * len(trace)
    for one, two in _linked_texts(trace, other):
        for mine, theirs in _shared(one, two):
            for token in range(mine.first, mine.last + 1):
                if found[token] is None:
                    found[token] = theirs.first
    return found


def same_tokens(trace: Trace, other: Trace) -> bool:
    """Return whether each token of two traces is the same text in both models.

    Args:
        trace: trace of a prompt.
        other: trace of the same or another prompt, in any model.
    """
    if trace.backend is other.backend:
        return True
    pairs = ((trace, other.backend), (other, trace.backend))
    return all(first_other_token(each, backend) is None for each, backend in pairs)


def first_other_token(trace: Trace, backend: Backend) -> int | None:
    """Return the first position whose token is another in a model; None if all are the same.

    Args:
        trace: trace of a prompt.
        backend: the model.
    """
    pairs = enumerate(zip(trace.token_ids, trace.token_texts, strict=True))
    return next((at for at, (token, text) in pairs if token_text(backend, token) != text), None)


def token_text(backend: Backend, token: int) -> str | None:
    """Return the text of a token; None if the model has no such token.

    Args:
        backend: the model.
        token: token id.
    """
    return backend.tokenizer.text(token) if token < backend.vocab_size else None


def _linked_texts(trace: Trace, other: Trace) -> list[tuple[list[Character], list[Character]]]:
    """Return the characters of two prompts; of two chats, of the messages that are alike by role."""
    mine, theirs = _texts(trace), _texts(other)
    if trace.chat is None or other.chat is None:
        return list(zip(mine, theirs, strict=False))
    roles, others = ([span.role for span in each.messages] for each in (trace, other))
    blocks = difflib.SequenceMatcher(None, roles, others, autojunk=False).get_matching_blocks()
    return [
        pair for a, b, size in blocks for pair in zip(mine[a : a + size], theirs[b : b + size], strict=True)
    ]


def _texts(trace: Trace) -> list[list[Character]]:
    """Return the characters of a prompt, each with its tokens; of a chat, of each message by itself."""
    tokenizer, ids = trace.backend.tokenizer, trace.token_ids
    if trace.chat is not None:
        return [_spelled(trace, range(span.start, span.stop)) for span in trace.messages]
    given = tokenizer.given_characters(ids, trace.prompt)
    return [given or _spelled(trace, range(len(ids)))]


def _spelled(trace: Trace, positions: range) -> list[Character]:
    tokenizer = trace.backend.tokenizer
    said = [p for p in positions if not tokenizer.is_special(trace.token_ids[p])]
    spelled = tokenizer.characters([trace.token_ids[p] for p in said])
    return [Character(each.text, said[each.first], said[each.last]) for each in spelled]


def _shared(one: Sequence[Character], two: Sequence[Character]) -> list[tuple[Character, Character]]:
    """Return the characters that two texts share, in order: all of equal texts, else those of equal words."""
    texts = ["".join(each.text for each in spelled) for spelled in (one, two)]
    (first, stop), (second, end) = ((len(each) - len(each.lstrip()), len(each.rstrip())) for each in texts)
    if texts[0].strip() == texts[1].strip():
        return list(zip(one[first:stop], two[second:end], strict=True))
    words = [[*_WORD.finditer(each)] for each in texts]
    matcher = difflib.SequenceMatcher(
        None, [each[0] for each in words[0]], [each[0] for each in words[1]], autojunk=False
    )
    return [
        pair
        for a, b, size in matcher.get_matching_blocks()
        for mine, theirs in zip(words[0][a : a + size], words[1][b : b + size], strict=True)
        for pair in zip(one[mine.start() : mine.end()], two[theirs.start() : theirs.end()], strict=True)
    ]
