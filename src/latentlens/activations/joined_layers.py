"""JoinedLayers: layers whose activations are read together for one answer."""

from __future__ import annotations

from collections.abc import Iterable


class JoinedLayers(tuple[int, ...]):
    """Layers that are read together for one answer, lowest first: one value of a sweep's axis "layer".

    It equals the tuple of its numbers, and as text it is "4 and 6".

    Args:
        layers: layers, in any order.

    Examples:
        >>> joined = JoinedLayers([6, 4])
        >>> str(joined), joined == (4, 6)
        ('4 and 6', True)
    """

    __slots__ = ()

    def __new__(cls, layers: Iterable[int] = ()) -> JoinedLayers:
        """Return the layers as a tuple, each once."""
        return super().__new__(cls, sorted(set(layers)))

    def __str__(self) -> str:
        *first, last = map(str, self)
        return f"{', '.join(first)} and {last}" if first else last

    def __repr__(self) -> str:
        return repr(tuple(self))


def listed_layers(combinations: Iterable[Iterable[int]]) -> str:
    """Return combinations of layers in words, such as "4; 4 and 6".

    Args:
        combinations: layers of each combination.
    """
    return "; ".join(str(JoinedLayers(each)) for each in combinations)
