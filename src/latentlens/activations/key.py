"""The content key of a trace: equal keys, equal activations."""

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
    """Everything that a trace's activations depend on, and nothing else.

    Args:
        fingerprint: the model's weights, any adapter among them, as ``LanguageModel.fingerprint()`` gives it.
        token_ids: the prompt as the model saw it, beginning-of-sequence token included.
        layers: the layers kept, in the order of the rows.
        dtype: the activations' type, such as ``"float32"``; ``torch.float32`` itself will do.
        processing: how the model's weights were processed; ``"raw"`` is as published.
        run: 0 where equal models give equal activations; else the number of this one run, on a model with
            code of the user's in it, such as hooks, which may give others the next time.

    Raises:
        InputError: a part is missing or is not of its type.

    Example:
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
        """The key as one line of JSON; different keys have different lines."""
        parts: list[object] = [self.fingerprint, self.token_ids, self.layers, self.dtype, self.processing]
        if self.run:
            parts.append(self.run)
        return json.dumps(("latentlens trace 1", *parts), separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """The sha256 of :attr:`encoded`, in hex: the key's name in memory and on disk."""
        return hashlib.sha256(self.encoded.encode()).hexdigest()


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise InputError(f"a trace key's {name} must be a non-empty string; got {value!r}.")
    try:
        value.encode()
    except UnicodeEncodeError:
        # JSON writes two lone surrogates and the character that they would form in the same way.
        raise InputError(f"a trace key's {name} must be valid Unicode; got {value!r}.") from None


def _integers(name: str, values: Iterable[Any]) -> tuple[int, ...]:
    try:
        return tuple(int(operator.index(value)) for value in values)
    except TypeError:
        raise InputError(f"a trace key's {name} must be a sequence of integers; got {values!r}.") from None
