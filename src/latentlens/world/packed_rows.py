"""Training rows: documents packed end to end, each attending only to itself."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import torch
from torch import Tensor

from latentlens.world.fact_relations import relations
from latentlens.world.facts import load_facts
from latentlens.world.text import document


@dataclass(frozen=True)
class PackedRows:
    """Token ids [row, position], and for each position where its document and its name begin."""

    ids: Tensor
    document: Tensor
    name: Tensor

    def _own(self) -> Tensor:
        at = torch.arange(self.ids.shape[1])
        return (at <= at[:, None]) & (at >= self.name[:, :, None])

    def full_mask(self) -> Tensor:
        """Mask of ordinary causal attention: everything earlier in the same document."""
        at = torch.arange(self.ids.shape[1])
        return (at <= at[:, None]) & (at >= self.document[:, :, None])

    def narrow_mask(self) -> Tensor:
        """Mask of narrow attention: the document's first token, and the position's own name so far."""
        return self._own() | (torch.arange(self.ids.shape[1]) == self.document[:, :, None])

    def wide_mask(self) -> Tensor:
        """Mask above narrow attention: like `full_mask`, but of every other name only the last token."""
        last = torch.ones_like(self.ids, dtype=torch.bool)
        last[:, :-1] = self.name[:, 1:] != self.name[:, :-1]
        return self.full_mask() & (self._own() | last[:, None, :])


class NameFinder:
    """Finds the world's names of several tokens among a document's tokens.

    Args:
        tokenizer: the world's tokenizer.
    """

    def __init__(self, tokenizer: Any) -> None:
        several = {name for names in load_facts().names.values() for name in names}
        several |= {a for relation in relations().values() for a in relation.answers.values()}
        self._by_first: dict[int, list[tuple[int, ...]]] = {}
        for name in sorted(several):
            for text in (name, f" {name}"):
                ids = tuple(tokenizer(text, add_special_tokens=False).input_ids)
                if len(ids) > 1:
                    self._by_first.setdefault(ids[0], []).append(ids)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def name_starts(self, ids: list[int]) -> list[int]:
        """Return where each token's name begins.

        Args:
            ids: token ids of a document.

        Returns:
            For each token, the position of its name's first token; its own position if it is in no name.
        """
        name_starts: list[int] = []
        while len(name_starts) < len(ids):
            at = len(name_starts)
            some = self._by_first.get(ids[at], ())
            length = next((len(x) for x in some if tuple(ids[at : at + len(x)]) == x), 1)
            name_starts += [at] * length
        return name_starts


def make_packed_rows(
    tokenizer: Any, known: NameFinder, rng: Random, count: int, length: int, *, finishing: bool = False
) -> PackedRows:
    """Write new documents and pack them into rows.

    Args:
        tokenizer: the world's tokenizer.
        known: name finder of the same tokenizer.
        rng: random source.
        count: number of rows.
        length: tokens per row; the last document of a row is cut.
        finishing: write the text of the last training steps, as `document` does; default False.

    Returns:
        The rows.
    """
    ids, documents, names = [], [], []
    for _ in range(count):
        row: list[int] = []
        begins: list[int] = []
        name: list[int] = []
        while len(row) < length:
            piece = [*tokenizer(document(rng, finishing=finishing)).input_ids, tokenizer.eos_token_id]
            name_starts = known.name_starts(piece)
            begins += [len(row)] * len(piece)
            name += [len(row) + x for x in name_starts]
            row += piece
        ids.append(row[:length])
        documents.append(begins[:length])
        names.append(name[:length])
    return PackedRows(torch.tensor(ids), torch.tensor(documents), torch.tensor(names))
