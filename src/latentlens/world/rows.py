"""Rows of tokens for training: documents packed end to end, each seeing only itself."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import torch
from torch import Tensor

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


def name_starts(tokens: list[str]) -> list[int]:
    """Find where each token's name begins: pieces of a word, and capitalised words in a row.

    Args:
        tokens: byte-level tokens, a leading space written as "Ġ".

    Returns:
        For each token, the position of its name's first token; its own position if it has no name.
    """
    starts: list[int] = []
    capital = False  # whether the current run began with a capital letter
    for at, token in enumerate(tokens):
        bare = token.removeprefix("Ġ")
        joined = bare.isalpha() and bare == token
        follows = at > 0 and tokens[at - 1].removeprefix("Ġ").isalpha()
        if follows and (joined or (capital and bare[:1].isupper())):
            starts.append(starts[-1])
        else:
            starts.append(at)
            capital = bare.isalpha() and bare[:1].isupper()
    return starts


def make_rows(tokenizer: Any, rng: Random, count: int, length: int) -> Rows:
    """Write and pack fresh documents.

    Args:
        tokenizer: the world's tokenizer.
        rng: the source of chance.
        count: how many rows.
        length: tokens in a row; the last document of a row is cut.

    Returns:
        The rows.
    """
    ids, documents, names = [], [], []
    for _ in range(count):
        row: list[int] = []
        begins: list[int] = []
        name: list[int] = []
        while len(row) < length:
            piece = [*tokenizer(document(rng)).input_ids, tokenizer.eos_token_id]
            starts = name_starts(tokenizer.convert_ids_to_tokens(piece))
            begins += [len(row)] * len(piece)
            name += [len(row) + x for x in starts]
            row += piece
        ids.append(row[:length])
        documents.append(begins[:length])
        names.append(name[:length])
    return Rows(torch.tensor(ids), torch.tensor(documents), torch.tensor(names))
