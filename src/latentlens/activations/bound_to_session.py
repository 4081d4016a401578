"""Results that belong to an open model: they are copied within the process, and not pickled out of it."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, TypeVar

from latentlens.errors import NotPicklable

T = TypeVar("T", bound="BoundToModel")


class BoundToModel:
    """Holds a model through its backend: a copy shares the model, a pickle would drag it along."""

    _instead: ClassVar[str] = ""
    """What can be pickled in its place."""

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise NotPicklable(
            f"A {type(self).__name__} belongs to its open session and is not pickled. {self._instead}"
        )

    def __copy__(self: T) -> T:
        copied = type(self).__new__(type(self))
        copied.__dict__.update(self._copied())
        return copied

    def __deepcopy__(self: T, memo: dict[int, Any]) -> T:
        """Return a copy that shares the session: a deep one would copy the model."""
        copied = memo[id(self)] = self.__copy__()
        return copied

    def _copied(self) -> dict[str, Any]:
        """Return the attributes of a copy."""
        return dict(self.__dict__)
