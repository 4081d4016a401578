"""Which tokens of two traces stand for each other, also where two models cut a text otherwise."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from latentlens.explorer.partners import token_partners
from latentlens.model.spelling import Character

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.engine.backend import Backend

_WORD = re.compile(r"\S+")

_BREAK = Character("\n", -1, -1)
"""What stands between two messages of a chat that are read as one text; no token has it."""


def token_links(trace: Trace, other: Trace) -> list[int | None]:
    """Return for each token of a trace the position of its partner in another trace.

    Where the tokens mean the same in both models, these are the partners of `token_partners`. Else the
    partner is the first token that covers one of the same characters, a space only where a token shares no
    other: where the texts differ, of the words that they share. Two chats are linked message by message:
    equal ones first, and those between them by role, in their order. A text, or a chat whose template changes
    what it writes, is linked with all messages of a chat. A token such as <bos>, which stands for no
    character, has then no partner.

    Args:
        trace: trace of a prompt.
        other: trace of the same or another prompt, in any model.

    Returns:
        For each token of `trace`, a position in `other`, in their order; None for none.
    """
    if same_tokens(trace, other):
        return token_partners(trace.token_ids, other.token_ids)
    found: list[int | None] = [None] * len(trace)
    shared = [pair for one, two in _linked_texts(trace, other) for pair in _shared(one, two)]
    for spaces in (False, True):
        for mine, theirs in shared:
            if mine.text.isspace() is not spaces or _BREAK in (mine, theirs):
                continue
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
    """Return the characters of two prompts; of two chats, of the messages that are linked."""
    mine, theirs = _messages(trace), _messages(other)
    if not mine or not theirs:
        return [(_text(trace, mine), _text(other, theirs))]
    said, others = ([(each.role, each.text) for each in messages] for messages in (mine, theirs))
    linked: list[tuple[int, int]] = []
    for kind, start, stop, begin, end in _matched(said, others).get_opcodes():
        if kind == "equal":
            linked += zip(range(start, stop), range(begin, end), strict=True)
        elif kind == "replace":
            roles = [role for role, _ in said[start:stop]], [role for role, _ in others[begin:end]]
            for a, b, size in _matched(*roles).get_matching_blocks():
                linked += [(start + a + i, begin + b + i) for i in range(size)]
    return [(mine[a].characters, theirs[b].characters) for a, b in linked]


@dataclasses.dataclass(frozen=True)
class _Message:
    """A chat message's role and characters."""

    role: str
    characters: list[Character]

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.characters).strip()


def _messages(trace: Trace) -> list[_Message]:
    """Return the messages of a chat; none of a text, or where they are not what the template writes."""
    if trace.chat is None:
        return []
    return [_Message(each.role, _spelled(trace, range(each.start, each.stop))) for each in trace.messages]


def _text(trace: Trace, messages: Sequence[_Message]) -> list[Character]:
    """Return the characters of a prompt, each with its tokens; of messages, of all in a row."""
    if messages:
        return [each for message in messages for each in (*message.characters, _BREAK)]
    tokenizer, ids = trace.backend.tokenizer, trace.token_ids
    given = tokenizer.given_characters(ids, trace.prompt) if trace.chat is None else []
    return given or _spelled(trace, range(len(ids)))


def _spelled(trace: Trace, positions: range) -> list[Character]:
    tokenizer = trace.backend.tokenizer
    said = [p for p in positions if not tokenizer.is_special(trace.token_ids[p])]
    spelled = tokenizer.characters([trace.token_ids[p] for p in said])
    return [Character(each.text, said[each.first], said[each.last]) for each in spelled]


def _shared(one: Sequence[Character], two: Sequence[Character]) -> list[tuple[Character, Character]]:
    """Return the characters that two texts share, in order: of equal words and of spaces between them."""
    texts = ["".join(each.text for each in spelled) for spelled in (one, two)]
    words, others = ([*_WORD.finditer(each)] for each in texts)
    said, told = [w[0] for w in words], [w[0] for w in others]
    partner = {-1: -1, len(words): len(others)}  # both texts begin and end
    # matching takes time with the square of how often a word is repeated
    blocks = [(0, 0, len(said))] if said == told else _matched(said, told).get_matching_blocks()
    for a, b, size in blocks:
        partner |= {a + i: b + i for i in range(size)}
    found: list[tuple[Character, Character]] = []
    for i, j in sorted(partner.items()):
        if i > -1 and partner.get(i - 1) == j - 1:
            found += _equal(_before(one, words, i), _before(two, others, j), from_left=i == len(words) > 0)
        if -1 < i < len(words):
            mine, theirs = words[i], others[j]
            found += zip(one[mine.start() : mine.end()], two[theirs.start() : theirs.end()], strict=True)
    return found


def _before(spelled: Sequence[Character], words: Sequence[re.Match[str]], number: int) -> list[Character]:
    """Return the spaces of a text before a word, or after the last one."""
    start = words[number - 1].end() if number else 0
    return [*spelled[start : words[number].start() if number < len(words) else len(spelled)]]


def _equal(
    one: list[Character], two: list[Character], *, from_left: bool
) -> list[tuple[Character, Character]]:
    """Return the pairs of equal spaces, of which there may be more in one text, from the word beside them."""
    if from_left:
        return [pair for pair in zip(one, two, strict=False) if pair[0].text == pair[1].text]
    return _equal(one[::-1], two[::-1], from_left=True)[::-1]


def _matched(one: Sequence[Hashable], two: Sequence[Hashable]) -> difflib.SequenceMatcher[Hashable]:
    return difflib.SequenceMatcher(None, one, two, autojunk=False)
