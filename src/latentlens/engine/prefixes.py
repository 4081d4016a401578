"""Prefixes: a small KV cache of the beginnings of target prompts, so that common prefixes run only once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence

from latentlens.model.kv import RowCache

_MAX_PREFIXES = 2


class Prefixes:
    """Keys and values of the prefixes of target prompts; the least recently used are dropped.

    Target prompts often begin alike: the text controls of neighbouring positions differ by one token. So a
    prefix that is not cached is continued from the longest beginning that it shares with a cached one.

    Pass the same object to several runs on an unchanged model. Two prefixes are cached: that of the target
    prompt, and that of the previous text control. The latest one is kept even beyond the budget.

    Args:
        max_bytes: largest number of bytes of all cached prefixes together.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._held: OrderedDict[tuple[tuple[int, ...], Hashable], RowCache] = OrderedDict()

    @property
    def nbytes(self) -> int:
        """Number of bytes of all cached prefixes."""
        return sum(cache.prefix_bytes for cache in self._held.values())

    def longest(self, token_ids: Sequence[int], regime: Hashable) -> tuple[RowCache, int]:
        """Return the longest cached beginning of a prefix.

        Args:
            token_ids: token ids of the prefix.
            regime: key that is equal for targets whose common prefix has the same keys and values; see
                `Group.prefix_regime`.

        Returns:
            A KV cache that may be continued, empty if nothing fits; and the number of tokens in it.
        """
        best, length = self._longest(tuple(token_ids), regime)
        if best is None:
            return RowCache(), 0
        self._held.move_to_end(best)
        return self._held[best].beginning(length), length

    def held(self, token_ids: Sequence[int], regime: Hashable) -> int:
        """Return the number of a prefix's tokens that are cached; arguments as in `longest`."""
        return self._longest(tuple(token_ids), regime)[1]

    def _longest(
        self, token_ids: tuple[int, ...], regime: Hashable
    ) -> tuple[tuple[tuple[int, ...], Hashable] | None, int]:
        """Return the key of the cached prefix with the longest common beginning, and its length."""
        best, length = None, 0
        for key in reversed(self._held):
            if key[1] == regime and length < (common := _common_length(key[0], token_ids, at_least=length)):
                best, length = key, common
        return best, length

    def keep(self, token_ids: Sequence[int], regime: Hashable, cache: RowCache) -> None:
        """Cache a prefix, and drop the least recently used ones beyond the budget.

        Args:
            token_ids: token ids of the prefix.
            regime: `Group.prefix_regime` of the target for which it was run.
            cache: KV cache with the prefix, which must not be run on from now on.
        """
        self._held[tuple(token_ids), regime] = cache
        while len(self._held) > 1 and (len(self._held) > _MAX_PREFIXES or self.nbytes > self.max_bytes):
            self._held.popitem(last=False)


def _common_length(one: tuple[int, ...], other: tuple[int, ...], *, at_least: int) -> int:
    """Return the length of two prompts' common prefix; 0 if it is not longer than `at_least`."""
    if one[: at_least + 1] != other[: at_least + 1]:
        return 0
    low, high = at_least, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
