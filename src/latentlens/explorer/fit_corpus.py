"""What a fit by click learns from: the lines of a file on the kernel's machine, or a bundled model's text."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from latentlens.explorer.protocol import SettingError
from latentlens.inputs.shown import shown
from latentlens.model.bundled import bundled

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel

SUBJECTS = 16
"""How many subjects of a relation are taken by default: 8 to fit on, which is usual, and 8 held out."""


def check(path: str, model: LanguageModel) -> None:
    """Refuse a file that is not there, or none where there is no other text.

    Raises:
        SettingError: naming what is wrong with it.
    """
    if not path:
        if bundled(model.name) is None:
            raise SettingError(
                "question",
                f"What is the reader fitted on? {model.name} has no text of its own here. Give the path of a "
                "text file with one document a line.",
            )
        return
    try:
        there = _there(path).is_file()
    except (OSError, ValueError, RuntimeError):  # too long, no name of a file, or of nobody's home
        there = False
    if not there:
        raise SettingError(
            "question",
            f"There is no file {shown(path)} on the kernel's machine. Give the path of a text file "
            "with one document a line.",
        )


def texts(path: str, count: int, seed: int, model: LanguageModel) -> list[str]:
    """Return documents, as many as are asked for or as there are.

    Args:
        path: path of a text file, of which the first lines are taken, empty ones left out; empty for text
            like that which a bundled model was trained on.
        count: the largest number of documents to return.
        seed: which documents of a bundled model's text are drawn; of no effect on a file.
        model: the model that is fitted.

    Raises:
        SettingError: if the file cannot be read, or holds no text.
    """
    check(path, model)
    known = bundled(model.name)
    if not path and known is not None:
        return known.passages(seed, count)
    try:
        with _there(path).open(encoding="utf-8") as file:
            lines = (line.strip("\r\n") for line in file)
            found = list(itertools.islice((line for line in lines if line.strip()), count))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            "question", f"{shown(path)} cannot be read as a text file in UTF-8: {error}."
        ) from error
    if not found:
        raise SettingError("question", f"{shown(path)} is empty. Put one document on each of its lines.")
    return found


def subjects_of(text: str, model: LanguageModel) -> list[str]:
    """Return subjects of a relation that a bundled model was trained on, the common ones first.

    Args:
        text: the relation, with {} where the subject stands.
        model: the model that is fitted; without bundled text the list is empty.

    Returns:
        At most `SUBJECTS` names; an empty list where the text holds no such relation.

    Examples:
        >>> from latentlens import Session
        >>> subjects_of("The capital of {} is", Session().model)[:2]
        ['France', 'Germany']
    """
    known = bundled(model.name)
    return [] if known is None else known.subjects(text)[:SUBJECTS]


def _there(path: str) -> Path:
    return Path(path).expanduser()
