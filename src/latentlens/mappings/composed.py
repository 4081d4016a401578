"""Composed: one mapping after another."""

from __future__ import annotations

import dataclasses

from latentlens.mappings.mapping import Mapping, Slots, Vectors


@dataclasses.dataclass(frozen=True)
class Composed:
    """f(h) = second(first(h)): one mapping after another.

    Args:
        first: mapping of the source vectors.
        second: mapping of what the first makes of them.

    Examples:
        >>> import torch
        >>> from latentlens.mappings.affine import Linear
        >>> from latentlens.mappings.mapping import Rescale
        >>> double_then_unit = Composed(Linear([[2.0]]), Rescale(1.0))
        >>> double_then_unit(torch.tensor([[[3.0]]]), torch.zeros(1, 1, 1)).tolist()
        [[[1.0]]]
    """

    first: Mapping
    second: Mapping

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors after both mappings."""
        return self.second(self.first(vectors, slots), slots)

    def d_target(self, d_source: int) -> int:
        """Return the width of the second mapping's vectors."""
        return self.second.d_target(self.first.d_target(d_source))
