"""Find a word in a text where it is not part of a longer word, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_UNSPACED = (
    *("CJK", "IDEOGRAPHIC", "KANGXI", "BOPOMOFO", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH"),
    *("YI", "NUSHU", "TANGUT", "TIBETAN"),
    *("THAI", "LAO", "KHMER", "MYANMAR", "TAI", "NEW", "CHAM", "JAVANESE", "BALINESE", "BATAK", "LEPCHA"),
)
"""First words of the Unicode names of letters in scripts that put no space between words."""


def places(word: str, text: str) -> Iterator[int]:
    """Yield the index of each occurrence of a word that is not part of a longer word or a snake_case name.

    Args:
        word: the word to find, one character or more.
        text: the text to search.

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
    """Return whether an occurrence of a word is part of a longer word, as x is in "next".

    Args:
        word: the word.
        before: the text before the occurrence.
        after: the text after the occurrence.

    Examples:
        >>> is_part("x", "ne", "t"), is_part("x", "是", ""), is_part("x", "1", "")
        (True, False, True)
    """
    end = len(before)  # skip combining accents: the letter under them decides
    while end and unicodedata.category(before[end - 1]).startswith("M"):
        end -= 1
    return (
        (bool(after) and unicodedata.combining(after[0]) > 0)
        or (end > 0 and _joined(before[end - 1], word[0]))
        or (bool(after) and _joined(word[-1], after[0]))
    )


def _joined(one: str, other: str) -> bool:
    """Whether two neighbouring characters belong to one word."""
    if not (one.isalnum() and other.isalnum()):
        return False
    scripts = [unicodedata.name(c, "").split(" ")[0] for c in (one, other)]
    if any(script in _UNSPACED for script in scripts):
        return False
    # Cased letters and digits form words together. Other scripts, such as Hangul or Arabic, attach particles
    # and prefixes directly to a foreign word.
    alike = scripts[0] == scripts[1]
    return alike or not any(unicodedata.category(c) == "Lo" for c in (one, other))
