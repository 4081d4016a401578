"""Rows of tokens for training: documents packed end to end, each seeing only itself."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import torch
from torch import Tensor

from latentlens.world.facts import load_facts
from latentlens.world.relations import relations
from latentlens.world.text import document


@dataclass(frozen=True)
class Rows:
    """Token ids [row, position] and, for each position, where its document and its name begin."""

    ids: Tensor
    document: Tensor
    name: Tensor

    def _own(self) -> Tensor:
        at = torch.arange(self.ids.shape[1])
        return (at <= at[:, None]) & (at >= self.name[:, :, None])

    def full(self) -> Tensor:
        """Who may be seen in ordinary causal attention: everything earlier in the same document."""
        at = torch.arange(self.ids.shape[1])
        return (at <= at[:, None]) & (at >= self.document[:, :, None])

    def narrow(self) -> Tensor:
        """Who may be seen in narrow attention: the document's first token and one's own name so far."""
        return self._own() | (torch.arange(self.ids.shape[1]) == self.document[:, :, None])

    def wide(self) -> Tensor:
        """Who may be seen above narrow attention: of every other name, only its last token."""
        last = torch.ones_like(self.ids, dtype=torch.bool)
        last[:, :-1] = self.name[:, 1:] != self.name[:, :-1]
        return self.full() & (self._own() | last[:, None, :])


class Names:
    """The world's names of several tokens, found again among a document's tokens.

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

    def starts(self, ids: list[int]) -> list[int]:
        """Find where each token's name begins.

        Args:
            ids: a document's tokens.

        Returns:
            For each token, the position of its name's first token; its own position if it has no name.
        """
        starts: list[int] = []
        while len(starts) < len(ids):
            at = len(starts)
            some = self._by_first.get(ids[at], ())
            length = next((len(x) for x in some if tuple(ids[at : at + len(x)]) == x), 1)
            starts += [at] * length
        return starts


def make_rows(
    tokenizer: Any, known: Names, rng: Random, count: int, length: int, *, finishing: bool = False
) -> Rows:
    """Write and pack fresh documents.

    Args:
        tokenizer: the world's tokenizer.
        known: the names, from the same tokenizer.
        rng: the source of chance.
        count: how many rows.
        length: tokens in a row; the last document of a row is cut.
        finishing: write what the last steps of training read, as `document` does.

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
            starts = known.starts(piece)
            begins += [len(row)] * len(piece)
            name += [len(row) + x for x in starts]
            row += piece
        ids.append(row[:length])
        documents.append(begins[:length])
        names.append(name[:length])
    return Rows(torch.tensor(ids), torch.tensor(documents), torch.tensor(names))
