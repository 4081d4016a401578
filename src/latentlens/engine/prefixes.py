"""Keys and values of the beginnings of target prompts that were run already, as many as a budget holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence

from latentlens.model.kv import RowCache

_MOST = 2


class Prefixes:
    """Keys and values of beginnings of target prompts, the least recently used ones dropped.

    Target prompts often begin alike: those of text controls differ from one position to the next by one token
    before what follows the slot. So a beginning that is not held goes on from the longest part of it that
    another one has.

    Pass the same ones to several runs on an unchanged model. The last two are enough for that: what was asked
    itself, and the text control before this one. The last one is held whatever it takes.

    Args:
        most: how many bytes all that is held may take.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[tuple[tuple[int, ...], Hashable], RowCache] = OrderedDict()

    @property
    def nbytes(self) -> int:
        """How many bytes are held."""
        return sum(cache.prefix_bytes for cache in self._held.values())

    def longest(self, token_ids: Sequence[int], regime: Hashable) -> tuple[RowCache, int]:
        """Return a cache of the longest beginning of the tokens that is held, and its length.

        Args:
            token_ids: token ids of the prefix that is wanted.
            regime: equal for targets whose equal beginnings leave the same keys and values, such as
                `Group.prefix_regime` gives.

        Returns:
            A cache of its own that may be run on, empty where nothing is held.
        """
        best, length = self._longest(tuple(token_ids), regime)
        if best is None:
            return RowCache(), 0
        self._held.move_to_end(best)
        return self._held[best].beginning(length), length

    def held(self, token_ids: Sequence[int], regime: Hashable) -> int:
        """Return how many tokens of a beginning are held; arguments as in `longest`."""
        return self._longest(tuple(token_ids), regime)[1]

    def _longest(
        self, wanted: tuple[int, ...], regime: Hashable
    ) -> tuple[tuple[tuple[int, ...], Hashable] | None, int]:
        best, length = None, 0
        for held in reversed(self._held):
            if held[1] == regime and length < (alike := _alike(held[0], wanted, at_least=length)):
                best, length = held, alike
        return best, length

    def keep(self, token_ids: Sequence[int], regime: Hashable, cache: RowCache) -> None:
        """Hold a prefix, and drop the least recently used ones beyond the budget.

        Args:
            token_ids: the prefix's token ids.
            regime: as in `longest`, of the target for which it was run.
            cache: a cache that shares the prefix; nothing may be written to it from now on.
        """
        self._held[tuple(token_ids), regime] = cache
        while len(self._held) > 1 and (len(self._held) > _MOST or self.nbytes > self.most):
            self._held.popitem(last=False)


def _alike(one: tuple[int, ...], other: tuple[int, ...], *, at_least: int) -> int:
    """Return how many tokens two prompts begin with alike; 0 if not more than `at_least`."""
    if one[: at_least + 1] != other[: at_least + 1]:
        return 0
    low, high = at_least, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
