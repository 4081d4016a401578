"""Reads and writes the directory of a decoder: its manifest, weights, checksums and card."""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import shutil
import uuid
from collections.abc import Iterator
from typing import Protocol

from pydantic import ValidationError

from latentlens.decoder_files import activation_oracle, latentqa, nla, selfie, vector_oracle
from latentlens.decoder_files.adapter_files import read_adapter, write_adapter
from latentlens.decoder_files.decoder_card import card
from latentlens.decoder_files.given import Given
from latentlens.decoder_files.hub import fetched, is_hub_name
from latentlens.decoder_files.manifest import Manifest
from latentlens.decoder_files.safetensors_header import header_of
from latentlens.decoder_files.tensor_parts import read_mapping, read_means, write_mapping, write_means
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError
from latentlens.files.checksums import FILE_NAME as CHECKSUMS_FILE
from latentlens.files.checksums import damaged_files, write_checksums
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.model.bundled import bundled, missing, shipped_decoder

MANIFEST_FILE, CARD_FILE = "decoder.json", "README.md"

_PICKLED = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


class DecoderLayout(Protocol):
    """A layout in which others publish decoders: a module of this room with these two functions.

    Args:
        SAID: names of what can be said of such a decoder, beyond what its files say.
    """

    SAID: frozenset[str]

    def recognises(self, directory: pathlib.Path) -> bool:
        """Return whether a directory has this layout, from its files alone."""

    def read(self, directory: pathlib.Path, given: Given) -> DecoderWeights:
        """Return the decoder; `given` is what its user says of it."""


LAYOUTS: tuple[DecoderLayout, ...] = (nla, vector_oracle, selfie, latentqa, activation_oracle)
"""The published layouts, in the order in which they are tried; each is recognised by its files, and read."""


def read_decoder(name_or_path: str | os.PathLike[str], given: Given | None = None) -> DecoderWeights:
    """Read a decoder from its directory, or from the hub.

    Args:
        name_or_path: directory that `write_decoder` wrote or that has a published layout, a safetensors file
            with a published decoder, or a hub name.
        given: what its user says of a published decoder, where its files do not. Default None: nothing.

    Raises:
        DecoderError: if there is no such decoder, a file is missing, damaged or pickled, the manifest has an
            unknown key, or something that is not known has to be given.
    """
    directory, given = pathlib.Path(name_or_path), given or Given()
    if not directory.exists() and (shipped := shipped_decoder(str(name_or_path))) is not None:
        directory = shipped
    elif not directory.exists() and is_hub_name(str(name_or_path)):
        owner, _, name = str(name_or_path).partition("/")
        if (why := missing(owner)) is not None:
            raise DecoderError(f"The decoder {str(name_or_path)!r} opens once its model is here: {why}")
        if (model := bundled(owner)) is not None:
            raise DecoderError(
                f"No decoder {name!r} ships with {owner}, only {', '.join(model.decoders) or 'none at all'}."
                f"{did_you_mean(name, model.decoders)} For one of yours give the path of its directory."
            )
        directory = fetched(str(name_or_path))
    if directory.is_file():
        if directory.suffix in _PICKLED:
            raise _pickle(directory)
        header_of(directory)
        directory, given = directory.parent, given.model_copy(update={"file": directory.name})
    if not directory.is_dir():
        raise DecoderError(
            f"{str(name_or_path)!r} is no directory. Give the directory that decoder.save(directory) wrote, "
            "one with a published decoder, or a hub name, owner/name."
        )
    _refuse_pickles(directory)
    if (directory / MANIFEST_FILE).is_file() or _listed(directory):
        _check_said(directory, given, frozenset({"base"}))
        return _read_own(directory)
    for layout in LAYOUTS:
        if layout.recognises(directory):
            _check_said(directory, given, layout.SAID)
            return _read_published(layout, directory, given)
    there = ", ".join(sorted(path.name for path in directory.iterdir())[:8]) or "nothing"
    raise DecoderError(
        f"{directory} holds no decoder that is known: it has no {MANIFEST_FILE}, and no published layout. It "
        f"holds {there}. Give the directory itself, not the one above or below it."
    )


def write_decoder(directory: str | os.PathLike[str], weights: DecoderWeights) -> None:
    """Write a decoder's directory at once: it is there whole, or as it was before.

    Args:
        directory: directory to write; an existing decoder in it is replaced, and so is an empty directory.
        weights: the decoder, with its calibrators.

    Raises:
        DecoderError: if the directory holds something else, or cannot be written, as when the disk is full.
    """
    target = pathlib.Path(directory)
    if target.exists() and not (
        target.is_dir() and ((target / MANIFEST_FILE).is_file() or not any(target.iterdir()))
    ):
        raise DecoderError(f"{target} exists and holds no decoder. Name a new directory, or empty this one.")
    try:
        with _replacing_directory(target) as temporary:
            manifest = weights.manifest
            (temporary / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
            if weights.adapter is not None:
                write_adapter(temporary, weights.adapter)
            if weights.mapping is not None:
                write_mapping(temporary, weights.mapping)
            if weights.mean:
                write_means(temporary, weights.mean)
            for name, text in weights.calibrators.items():
                (temporary / name).write_text(text, encoding="utf-8")
            write_checksums(temporary)
            (temporary / CARD_FILE).write_text(card(manifest), encoding="utf-8")
    except OSError as error:
        why = "the disk is full" if error.errno == errno.ENOSPC else (error.strerror or str(error))
        raise DecoderError(
            f"Decoder {weights.manifest.name!r} could not be written to {target}: {why}. What was there "
            "before is untouched. Free some space, or name another directory."
        ) from error


def _listed(directory: pathlib.Path) -> bool:
    """Return whether the checksums name a manifest, which is then missing if it is not there."""
    try:
        sums = (directory / CHECKSUMS_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.endswith(f"  {MANIFEST_FILE}") for line in sums.splitlines())


def _check_said(directory: pathlib.Path, given: Given, known: frozenset[str]) -> None:
    """Refuse what is said of a decoder and would change nothing."""
    said = {name for name in given.model_fields_set if getattr(given, name) is not None}
    if idle := sorted(said - known):
        raise DecoderError(
            f"{idle[0]}={getattr(given, idle[0])!r} changes nothing of the decoder in {directory}. Of its "
            f"kind these can be said: {', '.join(sorted(known))}. Leave it out, or give the directory itself."
        )


def _read_published(layout: DecoderLayout, directory: pathlib.Path, given: Given) -> DecoderWeights:
    try:
        return layout.read(directory, given)
    except ValidationError as error:  # of the manifest that its files make, and what was said
        why = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise DecoderError(
            f"The decoder in {directory} cannot be that of its base: {why}. "
            "Load it with the model that it was trained on, and with layers that this has."
        ) from error


def _read_own(directory: pathlib.Path) -> DecoderWeights:
    if damaged := damaged_files(directory):
        raise DecoderError(
            f"The decoder in {directory} is damaged: {'; '.join(damaged[:3])}. Copy the directory again, and "
            "whole; after a change of your own, save the decoder anew with decoder.save(directory)."
        )
    path = directory / MANIFEST_FILE
    manifest = Manifest.from_json(path.read_bytes(), where=str(path))
    return DecoderWeights(
        manifest,
        read_adapter(directory),
        read_mapping(directory),
        read_means(directory),
        _read_calibrators(directory, manifest),
    )


def _read_calibrators(directory: pathlib.Path, manifest: Manifest) -> dict[str, str]:
    """Return the texts of the calibrators by file: the manifest's, and of other kinds of confidence."""
    if manifest.calibrator is None:
        return {}
    paths = sorted({directory / manifest.calibrator, *directory.glob("calibrator*.json")})
    if not (directory / manifest.calibrator).is_file():
        raise DecoderError(
            f"The manifest of {directory} names the calibrator {manifest.calibrator}, which is not there. "
            "Copy the directory again, and whole."
        )
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def _refuse_pickles(directory: pathlib.Path) -> None:
    """Refuse weights that are there only as a pickle, by name."""
    names = {path.name for path in directory.iterdir()}
    whole = {name.removesuffix(".safetensors") for name in names if name.endswith(".safetensors")}
    for name in sorted(names):
        stem, suffix = os.path.splitext(name)
        weights = not whole or stem in ("adapter_model", "pytorch_model", "model", "mapping", "mean")
        if suffix in _PICKLED and stem not in whole and weights:
            raise _pickle(directory / name)


def _pickle(path: pathlib.Path) -> DecoderError:
    return DecoderError(
        f"{path} is a pickle, and reading one can run any code, so it is refused. Ask for the weights as "
        "safetensors, or convert them where you trust them: "
        "safetensors.torch.save_file(torch.load(file, weights_only=True), 'name.safetensors')."
    )


@contextlib.contextmanager
def _replacing_directory(target: pathlib.Path) -> Iterator[pathlib.Path]:
    """Yield a new directory, which takes the target's place at the end of the block."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = uuid.uuid4().hex[:8]
    temporary = target.with_name(f".latentlens-{mark}-new")
    before = target.with_name(f".latentlens-{mark}-old")
    try:
        temporary.mkdir()
        yield temporary
        for path in temporary.iterdir():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
        if target.exists():
            target.rename(before)
        try:
            temporary.rename(target)
        except BaseException:
            if before.exists():
                before.rename(target)
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)
