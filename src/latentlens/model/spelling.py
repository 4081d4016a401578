"""Maps the characters of a text to the tokens that spell them, by bytes, as tokens may split characters."""

from __future__ import annotations

import bisect
import dataclasses
import unicodedata
from collections.abc import Sequence

_BYTES = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
_OTHERS = [byte for byte in range(256) if byte not in _BYTES]
BYTE_OF = {chr(byte): byte for byte in _BYTES} | {chr(256 + n): byte for n, byte in enumerate(_OTHERS)}
"""The byte that each character stands for in the vocabulary of a byte-level tokenizer such as GPT-2's."""


@dataclasses.dataclass(frozen=True)
class Character:
    """A character that tokens spell.

    Args:
        text: the character; an invalid byte is a lone surrogate, as in Python's surrogateescape.
        first: index of the token that holds its first byte.
        last: index of the token that holds its last byte.
    """

    text: str
    first: int
    last: int


def characters(pieces: Sequence[bytes]) -> list[Character]:
    """Return the characters that tokens spell together.

    Args:
        pieces: bytes of each token, in UTF-8.

    Examples:
        >>> [(c.text, c.first, c.last) for c in characters([b"a ", b"\\xc3", b"\\xa9"])]
        [('a', 0, 0), (' ', 0, 0), ('é', 1, 2)]
    """
    owner = [token for token, piece in enumerate(pieces) for _ in piece]
    spelled, start = [], 0
    for text in b"".join(pieces).decode("utf-8", "surrogateescape"):
        end = start + len(text.encode("utf-8", "surrogateescape"))
        spelled.append(Character(text, owner[start], owner[end - 1]))
        start = end
    return spelled


def untrimmed(
    text: str, spans: Sequence[tuple[int, int]], token_texts: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the offsets of tokens together with the spaces around them, which some tokenizers leave out.

    A token takes no more spaces than it spells, and none that another token has: " is" may be given as "is",
    and a token of spaces alone as nothing at all.

    Args:
        text: the text that was tokenized.
        spans: first character of each token in the text, and that after its last.
        token_texts: text of each token, with its spaces.

    Examples:
        >>> untrimmed("it is  ", [(0, 2), (3, 5), (7, 7)], ["it", " is", "  "])
        [(0, 2), (2, 5), (5, 7)]
    """
    found, end = [], 0
    for number, ((start, stop), spelled) in enumerate(zip(spans, token_texts, strict=True)):
        before = len(spelled) - len(spelled.lstrip())
        while start > end and before > 0 and text[start - 1].isspace():
            start, before = start - 1, before - 1
        after = len(spelled) - len(spelled.rstrip()) if spelled.strip() else 0
        limit = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        while stop < limit and after > 0 and text[stop].isspace():
            stop, after = stop + 1, after - 1
        found.append((start, stop))
        end = max(end, stop)
    return found


def escaped(piece: bytes) -> str:
    """Return a token's bytes as text, with bytes that form no whole character written as <0xE9>.

    Args:
        piece: bytes of the token, in UTF-8.

    Examples:
        >>> escaped(b" \\xe9")
        ' <0xE9>'
    """
    text = piece.decode("utf-8", "surrogateescape")
    return "".join(f"<0x{ord(c) - 0xDC00:02X}>" if "\udc80" <= c <= "\udcff" else c for c in text)


def composed(text: str) -> str:
    """Return a text in Unicode normal form NFC, in which equal texts have equal code points."""
    return unicodedata.normalize("NFC", text)


def last_tokens(wanted: str, spelled: Sequence[Character]) -> list[int]:
    """Return the last token of every run of whole tokens that spells a text, ignoring spaces around it.

    Args:
        wanted: text to find, in any Unicode normalisation.
        spelled: characters of all tokens, in order.
    """
    wanted = composed(wanted)
    texts = [character.text for character in spelled]
    firsts, lasts = [c.first for c in spelled], [c.last for c in spelled]
    n_tokens = lasts[-1] + 1 if spelled else 0
    ends = [bisect.bisect_right(lasts, token) for token in range(n_tokens)]
    found: dict[int, None] = {}
    for start in range(n_tokens):
        begin = bisect.bisect_left(firsts, start)
        if not "".join(texts[begin : ends[start]]).strip() and begin < ends[start]:
            continue  # a space: the run begins at the next token
        for token in range(start, n_tokens):
            run = composed("".join(texts[begin : ends[token]])).strip()
            if run == wanted and not _goes_on(run, texts[ends[token] : ends[token] + 1]):
                found[token] = None
                break
            if len(run) > len(wanted):
                break
    return list(found)


def _goes_on(run: str, after: Sequence[str]) -> bool:
    """Return whether the next character combines with the last one, as an accent or part of a syllable."""
    return any(
        unicodedata.combining(text) or not composed(run + text).startswith(run) for text in after if run
    )
