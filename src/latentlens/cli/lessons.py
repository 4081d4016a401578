"""`latentlens lessons`: copies the course's notebooks into a directory of the user's."""

from __future__ import annotations

import dataclasses
import pathlib

from latentlens.errors import InputError, LatentLensError


@dataclasses.dataclass(frozen=True)
class CopiedLessons:
    """What a copy of the course did, file by file.

    Args:
        written: files that were made or replaced, in the lessons' order.
        same: files that were there and are the shipped ones.
        kept: files that were there, differ from the shipped ones, and were left alone.
    """

    written: list[pathlib.Path]
    same: list[pathlib.Path]
    kept: list[pathlib.Path]


def shipped_course() -> pathlib.Path:
    """Return the course as it ships: inside an installed package, or in `notebooks/` of a clone.

    Returns:
        Directory with the lessons, which must not be written to.

    Raises:
        LatentLensError: if there are no lessons in either place.

    Example:
        >>> sorted(lesson.name for lesson in shipped_course().glob("*.ipynb"))[0]
        '1-the-residual-stream.ipynb'
    """
    package = pathlib.Path(__file__).parents[1]
    places = [package / "notebooks" / "course", package.parents[1] / "notebooks" / "course"]
    for place in places:
        if any(place.glob("*.ipynb")):
            return place
    raise LatentLensError(
        f"The lessons are not where the package keeps them ({places[0]}). Install latentlens again."
    )


def copy_lessons(
    directory: pathlib.Path, *, solutions: bool = False, overwrite: bool = False
) -> CopiedLessons:
    """Copy the nine lessons into a directory; a file that is there already is left alone.

    Args:
        directory: directory to copy to; made if it is missing.
        solutions: also copy the solved lessons, into `solutions/`, and the notes for instructors.
            Default: the lessons alone.
        overwrite: replace files of the same names, whatever is in them. Default: they are kept.

    Returns:
        The files that were written, that were there already, and that differ and were kept.

    Raises:
        InputError: if the directory cannot be written to.
        LatentLensError: if the package lacks the lessons.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as name:
        ...     len(copy_lessons(pathlib.Path(name)).written)
        9
    """
    course = shipped_course()
    files = sorted(course.glob("*.ipynb"))
    if solutions:
        files += [*sorted(course.glob("solutions/*.ipynb")), course / "instructors.md"]
    copied = CopiedLessons([], [], [])
    for file in files:
        target = directory / file.relative_to(course)
        try:
            _copy(file.read_bytes(), target, copied, overwrite)
        except OSError as error:
            raise InputError(
                f"The lessons cannot be copied to {directory}: {error}. Give another directory: "
                "`latentlens lessons DIRECTORY`."
            ) from error
    return copied


def _copy(content: bytes, target: pathlib.Path, copied: CopiedLessons, overwrite: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        # "x" never replaces a file, not even one that appears between a check and the write.
        with target.open("wb" if overwrite else "xb") as file:
            file.write(content)
        copied.written.append(target)
    except FileExistsError:
        (copied.same if target.read_bytes() == content else copied.kept).append(target)
