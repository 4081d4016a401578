"""Read summaries of finished experiments back from their files; damaged ones are refused."""

from __future__ import annotations

import dataclasses
import hashlib
import pathlib
from typing import Any

from latentlens.errors import InputError
from latentlens.experiments.patchscopes.experiment import Verdict, Word
from latentlens.experiments.patchscopes.material import TEACHING_WORLD
from latentlens.files.restored import restored
from latentlens.files.sealed import unsealed

SUMMARY = "results.json"
FILES = "files"
"""Key of the summary that holds the digests of the files beside it."""
Summary = dict[str, Any]


def read_summaries(out: pathlib.Path) -> dict[pathlib.Path, Summary]:
    """Read all summaries in a results directory: models that others trained first, then by size.

    Args:
        out: the results directory.

    Returns:
        Folder of each result, which also holds its plots -> its summary.

    Raises:
        InputError: if one is damaged.
    """
    by_folder = {path.parent: read_verified(path.parent)[0] for path in sorted(out.glob(f"*/*/{SUMMARY}"))}
    order = sorted(by_folder, key=lambda folder: _rank(by_folder[folder]))
    return {folder: by_folder[folder] for folder in order}


def of_teaching_world(summary: Summary) -> bool:
    """Return whether a result is of the teaching world, and not of a model that others trained."""
    return bool(summary["settings"].get("material") == TEACHING_WORLD)


def _rank(summary: Summary) -> tuple[bool, int]:
    return of_teaching_world(summary), summary["models"][0]["parameters"]


def image(folder: pathlib.Path, name: str) -> bytes | None:
    """Return a still image of a result, or None if it was not drawn.

    Args:
        folder: folder of the result.
        name: file name of the image.

    Raises:
        InputError: if it was changed or deleted since the result was written.
    """
    files, digest = read_verified(folder)[1], file_digest(folder / name)
    if files.get(name, digest) != digest:
        raise _damaged(folder / name, "it is not the image that was drawn")
    return None if digest is None else (folder / name).read_bytes()


def read_verified(folder: pathlib.Path) -> tuple[Summary, dict[str, str]]:
    """Return a result's summary, and the digests of the files that were written with it.

    Args:
        folder: folder of the result.

    Raises:
        InputError: if it is damaged or missing.
    """
    path = folder / SUMMARY
    try:
        summary = unsealed(path.read_bytes())
        if not restored(_SummaryFields, summary, "it").models:
            raise InputError("it is of no model")
    except OSError as error:
        raise _damaged(path, f"it cannot be read ({error.strerror or error})") from error
    except InputError as error:
        raise _damaged(path, str(error)) from error
    files = summary.pop(FILES)
    return summary, files


def file_digest(path: pathlib.Path) -> str | None:
    """Return the sha256 of a file, in hex; None if it cannot be read."""
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
class _SummaryFields:
    """The fields of a summary file."""

    experiment: str
    title: str
    finding: str
    models: tuple[_Model, ...]
    seed: int
    quick: bool
    settings: dict[str, Any]
    environment: dict[str, Any]
    seconds: float
    processor_seconds: float
    verdict: Word
    verdicts: tuple[Verdict, ...]
    figures: tuple[_Figure, ...]
    notes: tuple[str, ...]
    plots: tuple[str, ...]
    rows: int
    files: dict[str, str]
