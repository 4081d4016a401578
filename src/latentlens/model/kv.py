"""RowCache: a KV cache with a prefix shared by all rows, whose layers may hold different numbers of rows."""

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
    """One layer's keys and values: those of a prefix, shared by all rows, and those of each row's own tokens.

    Sliding-window layers keep all positions too, and the attention mask hides those outside the window, so
    that positions do not depend on how the cache was filled.

    Args:
        keep: whether the layer keeps the tokens that are run on it. Default True.
    """

    def __init__(self, *, keep: bool = True) -> None:
        super().__init__()
        self.keys: KeysOrValues
        self.values: KeysOrValues
        self.prefix: tuple[KeysOrValues, KeysOrValues] | None = None
        self.keep = keep

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """Append the keys and values of new tokens, and return those of the whole sequence for every row."""
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
        """Return the number of cached positions, the shared prefix included."""
        shared = 0 if self.prefix is None else self.prefix[0].shape[-2]
        unshared: int = super().get_seq_length()
        return shared + unshared


class RowCache(Cache):  # type: ignore[misc]  # transformers is untyped
    """KV cache of the engine's forward passes.

    In the order of use: run the target prompt's prefix as one row, call `share_prefix`, run the other tokens
    while rows join the batch at their layers, `select` the rows that are continued, and generate. `fork`
    makes a copy for a continuation that is not kept, and `beginning` one that continues from part of the
    prefix.

    Args:
        keep: whether the cache keeps the tokens that are run on it. Default True.
    """

    def __init__(self, *, keep: bool = True) -> None:
        super().__init__(layer_class_to_replicate=functools.partial(RowLayer, keep=keep))

    def share_prefix(self) -> None:
        """Turn the cached tokens, which must be one row, into the prefix that all rows share.

        If there is a prefix already, it is extended by them.
        """
        for layer in self.layers:
            new = (layer.keys, layer.values)
            if layer.prefix is None:
                layer.prefix = tuple(map(_alone, new))
            else:
                layer.prefix = tuple(torch.cat(both, dim=-2) for both in zip(layer.prefix, new, strict=True))
            layer.keys = layer.values = torch.tensor([], dtype=layer.dtype, device=layer.device)

    def beginning(self, length: int) -> RowCache:
        """Return a cache whose shared prefix is the beginning of this one's, without copying it.

        Args:
            length: number of tokens, at most as many as the prefix has.
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
        """Size of the shared prefix in bytes."""
        return sum(part.nbytes for layer in self.layers if layer.prefix for part in layer.prefix)

    def fork(self, *, keep: bool = True) -> RowCache:
        """Return a cache that continues this one's content without changing it.

        Args:
            keep: whether the fork keeps the tokens that are run on it. Default True; with False it serves a
                single forward pass, and takes no memory after it.
        """
        fork = RowCache(keep=keep)
        for layer in self.layers:
            copy = RowLayer(keep=keep)
            copy.lazy_initialization(layer.keys, layer.values)
            copy.keys, copy.values, copy.prefix = layer.keys, layer.values, layer.prefix
            fork.layers.append(copy)
        return fork

    def select(self, rows: Sequence[Sequence[int]]) -> None:
        """Keep only the rows `rows[k]` in layer k's cache, in that order; a row may be repeated."""
        for layer, wanted in zip(self.layers, rows, strict=True):
            index = torch.tensor(wanted, device=layer.keys.device)
            layer.keys, layer.values = layer.keys[index], layer.values[index]

    def unshare_prefix(self) -> None:
        """Copy the prefix to every row, so that it need not be concatenated again for every new token."""
        for layer in self.layers:
            if layer.prefix is not None:
                rows = layer.keys.shape[0]
                shared = [part.expand(rows, -1, -1, -1) for part in layer.prefix]
                layer.keys = torch.cat([shared[0], layer.keys], dim=-2)
                layer.values = torch.cat([shared[1], layer.values], dim=-2)
                layer.prefix = None

    @property
    def own_length(self) -> int:
        """Number of positions of each row, without the shared prefix."""
        return max((layer.keys.shape[-2] for layer in self.layers if layer.keys.ndim > 1), default=0)


def _alone(tensor: Tensor) -> Tensor:
    """Return a tensor that owns only its own memory; a view of a larger tensor is copied."""
    return tensor if tensor.untyped_storage().nbytes() == tensor.nbytes else tensor.clone()
