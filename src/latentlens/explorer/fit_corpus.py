"""Training texts of fits in the Explorer: a text file, or text of the teaching world for bundled models."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from latentlens.explorer.protocol import SettingError
from latentlens.inputs.shown import shown
from latentlens.model.bundled import bundled

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel

SUBJECTS = 16
"""Default number of subjects of a relation: 8 to fit on and 8 held out."""


def own_text(name: str) -> Callable[[int, int], list[str]] | None:
    """Return what gives documents like those that a bundled model was trained on; None for other models.

    Args:
        name: the name that the model was opened by.
    """
    known = bundled(name)
    return None if known is None else known.passages


def check(path: str, model: LanguageModel) -> None:
    """Refuse a file that does not exist, or an empty path for a model without text of its own.

    Args:
        path: path of a text file on the kernel's machine; empty for a bundled model's own text.
        model: the model to fit on.

    Raises:
        SettingError: if there is no text to fit on.
    """
    if not path:
        if own_text(model.name) is None:
            raise SettingError(
                "question",
                f"What is the reader fitted on? {model.name} has no text of its own here. Give the path of a "
                "text file with one document a line.",
            )
        return
    try:
        exists = _expanded(path).is_file()
    except (OSError, ValueError, RuntimeError):  # too long, not a valid path, or an unknown user's home
        exists = False
    if not exists:
        raise SettingError(
            "question",
            f"There is no file {shown(path)} on the kernel's machine. Give the path of a text file "
            "with one document a line.",
        )


def texts(path: str, count: int, seed: int, model: LanguageModel) -> list[str]:
    """Return the documents to fit on.

    Args:
        path: path of a text file, whose first non-empty lines are taken; empty for text like that which a
            bundled model was trained on.
        count: largest number of documents to return.
        seed: random seed of the documents drawn from a bundled model's text; without effect on a file.
        model: the model to fit on.

    Raises:
        SettingError: if the file cannot be read, or contains no text.
    """
    check(path, model)
    own = own_text(model.name)
    if not path and own is not None:
        return own(seed, count)
    try:
        with _expanded(path).open(encoding="utf-8") as file:
            lines = (line.strip("\r\n") for line in file)
            documents = list(itertools.islice((line for line in lines if line.strip()), count))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            "question", f"{shown(path)} cannot be read as a text file in UTF-8: {error}."
        ) from error
    if not documents:
        raise SettingError("question", f"{shown(path)} is empty. Put one document on each of its lines.")
    return documents


def subjects_of(text: str, model: LanguageModel) -> list[str]:
    """Return subjects of a relation from a bundled model's training text, common ones first.

    Args:
        text: the relation, with {} in the subject's place.
        model: the model to fit on; the list is empty for a model that is not bundled.

    Returns:
        At most `SUBJECTS` names; an empty list if the teaching world has no such relation.

    Examples:
        >>> from latentlens import Session
        >>> subjects_of("The capital of {} is", Session().model)[:2]
        ['France', 'Germany']
    """
    known = bundled(model.name)
    return [] if known is None else known.subjects(text)[:SUBJECTS]


def _expanded(path: str) -> Path:
    return Path(path).expanduser()
