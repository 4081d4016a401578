"""Whether a word stands for itself in a text, or is a part of a longer one, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_UNSPACED = (
    *("CJK", "IDEOGRAPHIC", "KANGXI", "BOPOMOFO", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH"),
    *("YI", "NUSHU", "TANGUT", "TIBETAN"),
    *("THAI", "LAO", "KHMER", "MYANMAR", "TAI", "NEW", "CHAM", "JAVANESE", "BALINESE", "BATAK", "LEPCHA"),
)
"""How Unicode's names of letters begin in scripts that put no space between words."""


def places(word: str, text: str) -> Iterator[int]:
    """Yield where a word stands in a text and is no part of a longer one, nor of a name with underscores.

    Args:
        word: one character or more.
        text: in which it is looked for.

    Examples:
        >>> list(places("x", "next x")), list(places("x", "首都是x，"))
        ([5], [3])
    """
    at = text.find(word)
    while at >= 0:
        before, after = text[:at], text[at + len(word) :]
        if not is_part(word, before, after) and "_" not in (before[-1:], after[:1]):
            yield at
        at = text.find(word, at + 1)


def is_part(word: str, before: str, after: str) -> bool:
    """Return whether a word is a part of a longer one, such as the x of "next".

    Args:
        word: which.
        before: what stands before it in the text.
        after: what stands after it.

    Examples:
        >>> is_part("x", "ne", "t"), is_part("x", "是", ""), is_part("x", "1", "")
        (True, False, True)
    """
    end = len(before)  # what an accent stands on says what it is
    while end and unicodedata.category(before[end - 1]).startswith("M"):
        end -= 1
    return (
        (bool(after) and unicodedata.combining(after[0]) > 0)
        or (end > 0 and _joined(before[end - 1], word[0]))
        or (bool(after) and _joined(word[-1], after[0]))
    )


def _joined(one: str, other: str) -> bool:
    """Whether two neighbours are letters or digits of one word."""
    if not (one.isalnum() and other.isalnum()):
        return False
    scripts = [unicodedata.name(c, "").split(" ")[0] for c in (one, other)]
    if any(script in _UNSPACED for script in scripts):
        return False
    # Letters with case and digits make words together. Other scripts, such as Hangul or Arabic, put particles
    # and prefixes directly beside a foreign word.
    alike = scripts[0] == scripts[1]
    return alike or not any(unicodedata.category(c) == "Lo" for c in (one, other))
