"""A key/value cache whose layers may hold different numbers of rows and share one prefix."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor
from transformers.cache_utils import Cache, DynamicLayer

KeysOrValues = Float[Tensor, "row head position d_head"]


class RowLayer(DynamicLayer):  # type: ignore[misc]  # transformers is untyped
    """One layer's keys and values: a prefix of one row, shared by all, and each row's own tokens.

    All layers are full-length ones, sliding-window layers too: the attention mask alone hides what lies
    outside the window, so a row's positions never depend on how the cache was filled.
    """

    def __init__(self, *, keep: bool = True) -> None:
        super().__init__()
        self.keys: KeysOrValues
        self.values: KeysOrValues
        self.prefix: tuple[KeysOrValues, KeysOrValues] | None = None
        self.keep = keep

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """Append the new tokens' keys and values; return those of the whole sequence, for every row."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        keys, values = key_states, value_states
        if self.keys.numel():
            keys, values = torch.cat([self.keys, keys], dim=-2), torch.cat([self.values, values], dim=-2)
        if self.keep:
            self.keys, self.values = keys, values
        if self.prefix is None:
            return keys, values
        rows = keys.shape[0]
        return tuple(
            torch.cat([shared.expand(rows, -1, -1, -1), own], dim=-2)
            for shared, own in zip(self.prefix, (keys, values), strict=True)
        )

    def get_seq_length(self) -> int:
        """Return how many positions are held, the shared prefix included."""
        shared = 0 if self.prefix is None else self.prefix[0].shape[-2]
        own: int = super().get_seq_length()
        return shared + own


class RowCache(Cache):  # type: ignore[misc]  # transformers is untyped
    """The cache that every forward pass of the engine runs on.

    The life of one: run the target prompt's prefix (one row), `share_prefix`, run the rest while rows join
    at their layers, `select` the rows that go on, decode; `fork` to try a continuation without keeping it,
    `beginning` to go on otherwise after a part of the prefix.
    """

    def __init__(self, *, keep: bool = True) -> None:
        super().__init__(layer_class_to_replicate=functools.partial(RowLayer, keep=keep))

    def share_prefix(self) -> None:
        """Turn what the cache holds, which must be one row, into the prefix that all rows share.

        Where it has a prefix already, that is made longer.
        """
        for layer in self.layers:
            own = (layer.keys, layer.values)
            if layer.prefix is None:
                layer.prefix = tuple(map(_alone, own))
            else:
                layer.prefix = tuple(torch.cat(both, dim=-2) for both in zip(layer.prefix, own, strict=True))
            layer.keys = layer.values = torch.tensor([], dtype=layer.dtype, device=layer.device)

    def beginning(self, length: int) -> RowCache:
        """Return a cache whose shared prefix is the first tokens of this one's, of which it is a view.

        Args:
            length: how many tokens; at most as many as the prefix has.
        """
        part = RowCache()
        for layer in self.layers if length else ():
            keys, values = layer.prefix
            copy = RowLayer()
            copy.lazy_initialization(keys, values)
            copy.prefix = (keys[..., :length, :], values[..., :length, :])
            part.layers.append(copy)
        return part

    @property
    def prefix_bytes(self) -> int:
        """How many bytes the shared prefix takes."""
        return sum(part.nbytes for layer in self.layers if layer.prefix for part in layer.prefix)

    def fork(self, *, keep: bool = True) -> RowCache:
        """Return a cache that starts from this one's contents and never changes them.

        Args:
            keep: whether the fork remembers the tokens it is given. One that does not serves a single
                forward pass and holds no memory after it.
        """
        fork = RowCache(keep=keep)
        for layer in self.layers:
            copy = RowLayer(keep=keep)
            copy.lazy_initialization(layer.keys, layer.values)
            copy.keys, copy.values, copy.prefix = layer.keys, layer.values, layer.prefix
            fork.layers.append(copy)
        return fork

    def select(self, rows: Sequence[Sequence[int]]) -> None:
        """Keep, in layer k's cache, the rows `rows[k]` in that order (a row may stand several times)."""
        for layer, wanted in zip(self.layers, rows, strict=True):
            index = torch.tensor(wanted, device=layer.keys.device)
            layer.keys, layer.values = layer.keys[index], layer.values[index]

    def unshare_prefix(self) -> None:
        """Give every row the prefix as its own, so that going on does not put the two together each time."""
        for layer in self.layers:
            if layer.prefix is not None:
                rows = layer.keys.shape[0]
                shared = [part.expand(rows, -1, -1, -1) for part in layer.prefix]
                layer.keys = torch.cat([shared[0], layer.keys], dim=-2)
                layer.values = torch.cat([shared[1], layer.values], dim=-2)
                layer.prefix = None

    @property
    def own_length(self) -> int:
        """How many positions each row holds of its own, beside the shared prefix."""
        return max((layer.keys.shape[-2] for layer in self.layers if layer.keys.ndim > 1), default=0)


def _alone(tensor: Tensor) -> Tensor:
    """Return a tensor that keeps no more memory alive than it shows: some are cut from a larger one."""
    return tensor if tensor.untyped_storage().nbytes() == tensor.nbytes else tensor.clone()
