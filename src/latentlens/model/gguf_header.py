"""The header of a GGUF file: what it says of its model, and which tensors it holds; no weight is read."""

from __future__ import annotations

import dataclasses
import math
import mmap
import os
import pathlib
import struct
from typing import Any

from latentlens.errors import ModelError

_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _ARRAY = 8, 9
_KEPT = 1024
"""Arrays with more elements, such as vocabularies, are stepped over."""
_WHOLE_NUMBERS = {0: "float32", 1: "float16", 30: "bfloat16"}


@dataclasses.dataclass(frozen=True)
class GGUFHeader:
    """What a GGUF file says of itself.

    Args:
        path: the GGUF file.
        facts: key, such as "llama.block_count", -> number, text or short list; for a long list, None.
        shapes: tensor name -> its sizes, in torch's order.
        types: tensor name -> the number that GGML gives its storage format.
        starts: tensor name -> the byte of the file that it begins at.
    """

    path: pathlib.Path
    facts: dict[str, Any]
    shapes: dict[str, tuple[int, ...]]
    types: dict[str, int]
    starts: dict[str, int]

    def numbers(self, name: str) -> tuple[float, ...] | None:
        """Return the numbers of a small tensor in the file's own float32; None for one of another format.

        Args:
            name: name of the tensor.
        """
        if _WHOLE_NUMBERS.get(self.types[name]) != "float32":
            return None
        count = math.prod(self.shapes[name])
        with self.path.open("rb") as file:
            file.seek(self.starts[name])
            return struct.unpack(f"<{count}f", file.read(4 * count))

    @property
    def architecture(self) -> str:
        """What GGUF calls the model's family, such as "llama"."""
        return str(self.facts.get("general.architecture", ""))

    @property
    def dtype(self) -> str:
        """Return the name of the dtype that holds every weight as the file has it.

        It is that of the matrices where these are plain numbers, and "float32" where they are quantised.
        """
        matrices = {kind for name, kind in self.types.items() if len(self.shapes[name]) > 1}
        return _WHOLE_NUMBERS.get(matrices.pop(), "float32") if len(matrices) == 1 else "float32"


def is_gguf(place: str | os.PathLike[str]) -> bool:
    """Tell whether a path is that of a GGUF file, by its first bytes or its name.

    Args:
        place: a path, or a name on the hub.
    """
    path = pathlib.Path(place)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) == b"GGUF" or path.suffix.lower() == ".gguf"
    except (OSError, ValueError):  # longer than the name of any file, or none
        return False


def read_header(path: str | os.PathLike[str]) -> GGUFHeader:
    """Read the header of a GGUF file.

    Args:
        path: the GGUF file.

    Raises:
        ModelError: if it is no whole GGUF file of a version that is read here.
    """
    path = pathlib.Path(path)
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Reader(data).header(path)
    except (OSError, ValueError, struct.error, UnicodeDecodeError, IndexError, MemoryError) as error:
        raise ModelError(
            f"{path} cannot be read as a GGUF file: {error}. Copy or download it again, and whole."
        ) from error


def _bytes(shape: tuple[int, ...], kind: int) -> int:
    from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

    block, size = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
    return math.prod(shape) // block * size


class _Reader:
    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.at = data, 0

    def header(self, path: pathlib.Path) -> GGUFHeader:
        if self.data[:4] != b"GGUF":
            raise ValueError("it does not begin with the letters GGUF")
        self.at = 4
        version = self._number("I")
        if version not in (2, 3):
            raise ValueError(f"it is of version {version}, and versions 2 and 3 are read")
        n_tensors, n_facts = self._number("Q"), self._number("Q")
        facts = {}
        for _ in range(n_facts):
            key = self._text()
            facts[key] = self._value(self._number("I"))
        shapes, types, offsets, end = {}, {}, {}, 0
        for _ in range(n_tensors):
            name = self._text()
            sizes = [self._number("Q") for _ in range(self._number("I"))]
            # GGML names the fastest dimension first, torch the slowest
            shapes[name], types[name] = tuple(reversed(sizes)), self._number("I")
            offsets[name] = self._number("Q")
            end = max(end, offsets[name] + _bytes(shapes[name], types[name]))
        start = self.at + -self.at % facts.get("general.alignment", 32)
        if n_tensors and start + end > len(self.data):
            raise ValueError(f"it was cut off: it has {len(self.data):,} bytes of {start + end:,}")
        starts = {name: start + offset for name, offset in offsets.items()}
        return GGUFHeader(path, facts, shapes, types, starts)

    def _number(self, kind: str) -> Any:
        (value,) = struct.unpack_from(f"<{kind}", self.data, self.at)
        self.at += struct.calcsize(f"<{kind}")
        return value

    def _text(self) -> str:
        length = self._number("Q")
        if self.at + length > len(self.data):
            raise ValueError("it was cut off in its header")
        found = self.data[self.at : self.at + length]
        self.at += length
        return found.decode("utf-8")

    def _value(self, kind: int) -> Any:
        if kind in _NUMBERS:
            return self._number(_NUMBERS[kind])
        if kind == _TEXT:
            return self._text()
        if kind != _ARRAY:
            raise ValueError(f"its header has a value of the unknown kind {kind}")
        inner, count = self._number("I"), self._number("Q")
        if count <= _KEPT:
            return [self._value(inner) for _ in range(count)]
        if inner in _NUMBERS:
            self.at += count * struct.calcsize(f"<{_NUMBERS[inner]}")
        else:
            for _ in range(count):
                self._value(inner)
        return None
