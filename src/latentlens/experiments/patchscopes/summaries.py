"""Summaries of finished experiments, read back from their files as they were written or not at all."""

from __future__ import annotations

import dataclasses
import hashlib
import pathlib
from typing import Any

from latentlens._errors import InputError
from latentlens._restored import restored
from latentlens._sealed import unsealed
from latentlens.experiments.patchscopes.experiment import Verdict, Word

SUMMARY = "results.json"
FILES = "files"
"""Where the summary holds the digests of the files beside it."""
Summary = dict[str, Any]


def read(out: pathlib.Path) -> dict[pathlib.Path, Summary]:
    """Read all summaries that stand in a results directory, small models first.

    Args:
        out: the directory.

    Returns:
        By the folder in which each stands, beside its plots.

    Raises:
        InputError: if one was damaged.
    """
    found = {path.parent: kept(path.parent)[0] for path in sorted(out.glob(f"*/*/{SUMMARY}"))}
    order = sorted(found, key=lambda folder: found[folder]["models"][0]["parameters"])
    return {folder: found[folder] for folder in order}


def image(folder: pathlib.Path, name: str) -> bytes | None:
    """Return a still image that stands beside a result, or None where it was not drawn.

    Args:
        folder: the result's.
        name: the image's file.

    Raises:
        InputError: if it was changed or deleted since the result was written.
    """
    files, found = kept(folder)[1], digest(folder / name)
    if files.get(name, found) != found:
        raise _damaged(folder / name, "it is not the image that was drawn")
    return None if found is None else (folder / name).read_bytes()


def kept(folder: pathlib.Path) -> tuple[Summary, dict[str, str]]:
    """Return a result's summary, and the digests of the files that were written with it.

    Args:
        folder: the result's.

    Raises:
        InputError: if it was damaged, or there is none.
    """
    path = folder / SUMMARY
    try:
        found = unsealed(path.read_bytes())
        if not restored(_Kept, found, "it").models:
            raise InputError("it is of no model")
    except OSError as error:
        raise _damaged(path, f"it cannot be read ({error.strerror or error})") from error
    except InputError as error:
        raise _damaged(path, str(error)) from error
    files = found.pop(FILES)
    return found, files


def digest(path: pathlib.Path) -> str | None:
    """Return the sha256 of a file, in hex; None where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _damaged(path: pathlib.Path, why: str) -> InputError:
    return InputError(
        f"{path} cannot be used: {why}. Give the command that made it again, without --page: what is "
        "finished is not measured again, and the file is written anew."
    )


@dataclasses.dataclass(frozen=True)
class _Model:
    role: str
    name: str
    fingerprint: str
    layers: int
    d_model: int
    parameters: int
    dtype: str


@dataclasses.dataclass(frozen=True)
class _Figure:
    name: str
    value: float | None
    unit: str
    interval: tuple[float, float] | None
    cases: int | None
    note: str


@dataclasses.dataclass(frozen=True)
class _Kept:
    """The fields of a summary, as they are read back."""

    experiment: str
    title: str
    finding: str
    models: tuple[_Model, ...]
    seed: int
    quick: bool
    settings: dict[str, Any]
    environment: dict[str, Any]
    seconds: float
    verdict: Word
    verdicts: tuple[Verdict, ...]
    figures: tuple[_Figure, ...]
    notes: tuple[str, ...]
    plots: tuple[str, ...]
    rows: int
    files: dict[str, str]
