"""Which split something belongs to, decided by its name, and a check that nothing stands in two splits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.training.data.decoder_row import DecoderRow, RowSplit

_LONGEST_NAME = 60
"""Characters of a text that stand in its name."""

_FEWEST_TO_SPLIT = 3
"""Fewest wordings that can be split three ways."""


def row_split(*names: str, one_in: int = 10) -> RowSplit:
    """Return the split that something belongs to, on every machine and in every run the same.

    Args:
        names: texts that identify the thing, such as "entity" and "Peru"; their order matters.
        one_in: one in `one_in` goes to the test split, and one in `one_in` to validation. Default 10.

    Examples:
        >>> row_split("entity", "Peru") == row_split("entity", "Peru")
        True
    """
    digest = hashlib.blake2b("\x1f".join(names).encode(), digest_size=8).digest()
    drawn = int.from_bytes(digest, "big") % one_in
    return "test" if drawn == 0 else "validation" if drawn == 1 else "train"


def held_name(kind: str, text: str) -> str:
    """Return a name for what decides a split, as it stands in `DecoderRow.held_out_by`.

    Args:
        kind: kind of thing, such as "entity" or "document".
        text: the thing itself; a long text is named by its beginning and a hash.

    Examples:
        >>> held_name("entity", "Peru")
        'entity Peru'
    """
    if len(text) <= _LONGEST_NAME:
        return f"{kind} {text}"
    return f"{kind} {text[:_LONGEST_NAME]} {hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"


def wordings_of(split: RowSplit, wordings: Sequence[str]) -> tuple[str, ...]:
    """Return the wordings that rows of a split may use; no two splits share one.

    Args:
        split: split of the rows.
        wordings: all wordings, such as paraphrases of a question or users' messages. One in five goes to the
            test split and one in five to validation, at least one each; fewer than three serve every split.

    Examples:
        >>> [len(wordings_of(split, ["a?", "b?", "c?", "d?"])) for split in ("train", "validation", "test")]
        [2, 1, 1]
    """
    found = sorted(dict.fromkeys(wordings), key=lambda text: hashlib.blake2b(text.encode()).digest())
    if len(found) < _FEWEST_TO_SPLIT:
        return tuple(found)
    each = max(1, len(found) // 5)
    return {
        "test": tuple(found[:each]),
        "validation": tuple(found[each : 2 * each]),
        "train": tuple(found[2 * each :]),
    }[split]


def held_wording(kind: str, text: str, wordings: Sequence[str]) -> tuple[str, ...]:
    """Return the name of a wording that decides the split; nothing if all splits share the wordings.

    Args:
        kind: kind of wording, such as "paraphrase" or "stimulus".
        text: the wording that a row uses.
        wordings: all of them.
    """
    return (held_name(kind, text),) if len(set(wordings)) >= _FEWEST_TO_SPLIT else ()


def leaks(rows: Iterable[DecoderRow]) -> list[str]:
    """Return what decided the split of rows, and stands in rows of more than one split, sorted.

    Args:
        rows: rows of all splits.

    Examples:
        >>> rows = [DecoderRow("Peru", (1,), "Which?", "Peru", split=s, held_out_by=("entity Peru",))
        ...         for s in ("train", "test")]
        >>> leaks(rows)
        ['entity Peru']
    """
    splits: dict[str, set[str]] = {}
    for row in rows:
        for name in row.held_out_by:
            splits.setdefault(name, set()).add(row.split)
    return sorted(name for name, found in splits.items() if len(found) > 1)


def check_no_leaks(rows: Iterable[DecoderRow]) -> None:
    """Raise an error if something that decides the split stands in rows of more than one split.

    Args:
        rows: rows of all splits.

    Raises:
        InputError: if anything does; the message names the first ones.
    """
    if found := leaks(rows):
        raise InputError(
            f"{len(found)} things stand in rows of more than one split, such as {shown(found[:3])}. Make all "
            "splits with the same generators, or take these rows out."
        )
