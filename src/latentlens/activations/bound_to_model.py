"""Base class of traces, vectors and sweeps, which hold an open model and so cannot be pickled."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, TypeVar

from latentlens.errors import NotPicklable

T = TypeVar("T", bound="BoundToModel")


class BoundToModel:
    """A value that holds a model through its backend: copies share the model, and pickling is refused."""

    _pickle_instead: ClassVar[str] = ""
    """Sentence of the error message that says what can be pickled instead."""

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise NotPicklable(
            f"A {type(self).__name__} belongs to its open session and is not pickled. {self._pickle_instead}"
        )

    def __copy__(self: T) -> T:
        copied = type(self).__new__(type(self))
        copied.__dict__.update(self._copied())
        return copied

    def __deepcopy__(self: T, memo: dict[int, Any]) -> T:
        """Return a shallow copy, since a deep one would copy the model."""
        copied = memo[id(self)] = self.__copy__()
        return copied

    def _copied(self) -> dict[str, Any]:
        """Return the attributes that a copy gets."""
        return dict(self.__dict__)
