"""Attention that starts at a random depth.

Below a row's depth each position sees only its own name and the document's first token; from there on it
sees everything earlier, but of a name of several tokens only the last. Whatever later tokens need from a
name they must then fetch from its last token at or above that depth, so this one state stays readable at
every layer up to the greatest depth: an untrained Patchscope then works beyond the embeddings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from latentlens.world.rows import Rows


def draw_depths(generator: torch.Generator, count: int, deepest: int, full: float) -> Tensor:
    """Draw how many blocks are narrow in each row.

    Args:
        generator: the source of chance.
        count: how many rows.
        deepest: the greatest depth.
        full: the share of rows with ordinary attention in every block.

    Returns:
        Integers [row], 0 for ordinary attention.
    """
    if deepest == 0:
        return torch.zeros(count, dtype=torch.long)
    depths = torch.randint(1, deepest + 1, (count,), generator=generator)
    return depths * (torch.rand(count, generator=generator) >= full)


@contextmanager
def masked(
    blocks: nn.ModuleList, rows: Rows, depths: Tensor, device: torch.device | None = None
) -> Iterator[None]:
    """Give each block of a model its own attention mask while the context is open.

    Args:
        blocks: the model's blocks, each with a `self_attn`.
        rows: the rows about to run.
        depths: how many blocks are narrow in each row.
        device: where the model is; None for the CPU.

    Yields:
        Nothing; the hooks are removed at the end whatever happens.
    """
    plain = (depths == 0)[:, None, None]
    narrow, above = rows.narrow(), torch.where(plain, rows.full(), rows.wide())
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
