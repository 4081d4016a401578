"""What a fit by click learns from: the lines of a file on the kernel's machine, or the world's own text."""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from latentlens import world
from latentlens._shown import shown
from latentlens.explorer.protocol import SettingError
from latentlens.world.relations import relations

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel

SUBJECTS = 16
"""Of a relation of the world: 8 to fit on are usual, and as many are held out."""


def has_own(model: LanguageModel) -> bool:
    """Return whether a model is of the teaching world, which has text of its own."""
    return model.name in world.PROMPTS


def check(path: str, model: LanguageModel) -> None:
    """Refuse a file that is not there, or none where there is no other text.

    Raises:
        SettingError: naming what is wrong with it.
    """
    if not path:
        if not has_own(model):
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
        path: of a file, whose first lines are taken, empty ones left out; empty for the world's own prose.
        count: how many at most.
        seed: of the world's prose.
        model: that is fitted on them.

    Raises:
        SettingError: if the file cannot be read, or holds no text.
    """
    check(path, model)
    if not path:
        return world.passages(Random(seed), count)  # noqa: S311 - text, no secret
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
    """Return subjects of a relation that the teaching world has, the common ones first.

    Args:
        text: the relation, with {} where the subject stands.
        model: none are known for a model of another kind.

    Returns:
        Their names; none where the world has no such relation.

    Examples:
        >>> from latentlens import Session
        >>> subjects_of("The capital of {} is", Session().model)[:2]
        ['France', 'Germany']
    """
    asked = text.replace("{}", "{s}")
    for relation in relations().values():
        if has_own(model) and any(asked in some for some in relation.paraphrases.values()):
            facts = world.load_facts()
            names = facts.names[relation.subject]
            return sorted(names, key=lambda name: facts.frequency[name] != "common")[:SUBJECTS]
    return []


def _there(path: str) -> Path:
    return Path(path).expanduser()
