"""TraceKey: the content key under which a trace's activations are cached in memory and on disk."""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from latentlens.errors import InputError


@dataclass(frozen=True)
class TraceKey:
    """Everything that a trace's activations depend on: equal keys mean equal activations.

    Args:
        fingerprint: hash of the model's weights, active adapters and settings, from
            `LanguageModel.fingerprint()`.
        token_ids: token ids of the prompt, with the beginning-of-sequence token if there is one.
        layers: layers that are kept, in the order of the tensor's first dimension.
        dtype: dtype of the activations, such as "float32" or `torch.float32`.
        processing: how the model's weights were processed. Default "raw": as published.
        run: number of this one forward pass where the model has the user's own code in it, such as forward
            hooks, which may act differently the next time, so that nothing is found again. Default 0: equal
            models give equal activations.

    Raises:
        InputError: if an argument is missing or of the wrong type.

    Examples:
        >>> key = TraceKey("f00d", (0, 17, 4), (0, 1, 2), "float32")
        >>> key == TraceKey("f00d", [0, 17, 4], range(3), "torch.float32")
        True
        >>> key.digest[:8]
        '09ca242f'
    """

    fingerprint: str
    token_ids: tuple[int, ...]
    layers: tuple[int, ...]
    dtype: str
    processing: str = "raw"
    run: int = 0

    def __post_init__(self) -> None:
        dtype: Any = self.dtype
        object.__setattr__(self, "dtype", str(dtype).removeprefix("torch."))
        for name in ("fingerprint", "dtype", "processing"):
            _check_text(name, getattr(self, name))
        for name in ("token_ids", "layers"):
            object.__setattr__(self, name, _integers(name, getattr(self, name)))
        (run,) = _integers("run", [self.run])
        object.__setattr__(self, "run", run)

    @cached_property
    def encoded(self) -> str:
        """The key as one line of JSON, different for different keys."""
        parts: list[object] = [self.fingerprint, self.token_ids, self.layers, self.dtype, self.processing]
        if self.run:
            parts.append(self.run)
        return json.dumps(("latentlens trace 1", *parts), separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """The sha256 of `encoded`, in hexadecimal: the name of the trace in memory and on disk."""
        return hashlib.sha256(self.encoded.encode()).hexdigest()


def _check_text(name: str, value: object) -> None:
    """Raise an error unless a part of the key is a valid, non-empty text."""
    if not isinstance(value, str) or not value:
        raise InputError(f"a trace key's {name} must be a non-empty string; got {value!r}.")
    try:
        value.encode()
    except UnicodeEncodeError:
        # Two lone surrogates and the character that they form together would be the same in JSON.
        raise InputError(f"a trace key's {name} must be valid Unicode; got {value!r}.") from None


def _integers(name: str, values: Iterable[Any]) -> tuple[int, ...]:
    """Return a part of the key as a tuple of plain ints."""
    try:
        return tuple(int(operator.index(value)) for value in values)
    except TypeError:
        raise InputError(f"a trace key's {name} must be a sequence of integers; got {values!r}.") from None
