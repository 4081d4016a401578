"""Attention that starts at a random depth.

Below a row's depth, each position attends only to its own name and the document's first token. From that
depth on it attends to everything earlier, but of a name of several tokens only to the last one. Whatever
later tokens need from a name they must fetch from its last token at or above that depth, so this one state
stays readable at every layer up to the greatest depth: untrained Patchscopes work beyond the embeddings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from latentlens.world.packed_rows import PackedRows


def draw_depths(generator: torch.Generator, count: int, deepest: int, full: float) -> Tensor:
    """Draw for each row how many blocks have narrow attention.

    Args:
        generator: random source.
        count: number of rows.
        deepest: greatest number of narrow blocks.
        full: share of rows with ordinary attention in every block.

    Returns:
        Integer tensor [row]; 0 means ordinary attention.
    """
    if deepest == 0:
        return torch.zeros(count, dtype=torch.long)
    depths = torch.randint(1, deepest + 1, (count,), generator=generator)
    return depths * (torch.rand(count, generator=generator) >= full)


@contextmanager
def narrow_masks(
    blocks: nn.ModuleList, rows: PackedRows, depths: Tensor, device: torch.device | None = None
) -> Iterator[None]:
    """Give each block of a model its own attention mask while the context is open.

    Args:
        blocks: the model's blocks, each with a `self_attn`.
        rows: the rows about to run.
        depths: number of narrow blocks of each row.
        device: device of the model; None for the CPU.

    Yields:
        None; the hooks are removed on exit, also after an error.
    """
    plain = (depths == 0)[:, None, None]
    narrow, above = rows.narrow_mask(), torch.where(plain, rows.full_mask(), rows.wide_mask())
    masks = []
    for k in range(int(depths.max()) + 1):
        seen = torch.where((depths > k)[:, None, None], narrow, above)[:, None]
        mask = torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)
        masks.append(mask.to(device))

    def hook(index: int) -> Any:
        def put(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            return args, {**kwargs, "attention_mask": masks[min(index, len(masks) - 1)]}

        return put

    handles = []
    try:
        for index, block in enumerate(blocks):
            attention: nn.Module = block.self_attn  # type: ignore[assignment]
            handles.append(attention.register_forward_pre_hook(hook(index), with_kwargs=True))
        yield
    finally:
        for handle in handles:
            handle.remove()
