"""Log-probabilities of next tokens, without ever holding the logits of the whole vocabulary."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens.model.unembedding import Logits, States, Unembedding

Check = Callable[[], None]

_COPIED = 128
"""So many rows at a time are taken out of a part, or memory would be needed for copies of all."""


@torch.no_grad()
def top(
    unembedding: Unembedding, states: States, k: int, check: Check | None = None
) -> tuple[Int[Tensor, "row k"], Float[Tensor, "row k"]]:
    """Return the k most probable tokens after each state, best first, and their log-probabilities.

    Args:
        unembedding: of the model.
        states: after the last block; at least one.
        k: how many tokens; all of a smaller vocabulary.
        check: called before every part of the work; may raise to stop.
    """
    found = [_top(unembedding, rows, k, check) for _, rows in unembedding.blocks(states)]
    return torch.cat([ids for ids, _ in found]), torch.cat([logprobs for _, logprobs in found])


def _top(unembedding: Unembedding, states: States, k: int, check: Check | None) -> tuple[Tensor, Tensor]:
    total = _LogSumExp()
    for first, _, part in unembedding.parts(states, check, at_least=k):
        part = part.float()
        peak, likeliest = part.max(dim=-1)
        if not first:
            best, ids = peak[:, None].clone(), likeliest[:, None]
            if k > 1:
                best, ids = part.topk(min(k, part.shape[1]), dim=-1)
        else:
            better = (peak > best[:, -1]).nonzero()[:, 0]
            for start in range(0, len(better), _COPIED):
                rows = better[start : start + _COPIED]
                values, places = part[rows].topk(min(k, part.shape[1]), dim=-1)
                best[rows], at = torch.cat([best[rows], values], dim=-1).topk(best.shape[1], dim=-1)
                ids[rows] = torch.cat([ids[rows], places + first], dim=-1).gather(-1, at)
        total.add(part, peak)
    return ids, best - total.value()[:, None]


@torch.no_grad()
def at(
    unembedding: Unembedding,
    states: States,
    rows: Int[Tensor, " wanted"],
    token_ids: Int[Tensor, " wanted"],
    check: Check | None = None,
) -> Float[Tensor, " wanted"]:
    """Return the log-probability of each wanted token after the state in the given row.

    Args:
        unembedding: of the model.
        states: after the last block; at least one.
        rows: of the states; one may stand several times.
        token_ids: which token is wanted after each of these.
        check: as in `top`.
    """
    rows, token_ids = rows.to(states.device), token_ids.to(states.device)
    found = torch.empty(len(rows), dtype=torch.float32, device=states.device)
    for start, block in unembedding.blocks(states):
        total = _LogSumExp()
        mine = ((rows >= start) & (rows < start + len(block))).nonzero()[:, 0]
        row, token = rows[mine] - start, token_ids[mine]
        for first, _, part in unembedding.parts(block, check):
            part = part.float()
            here = ((token >= first) & (token < first + part.shape[1])).nonzero()[:, 0]
            found[mine[here]] = part[row[here], token[here] - first]
            total.add(part, part.amax(dim=-1))
        found[mine] -= total.value()[row]
    return found


class _LogSumExp:
    """The logarithm of a sum of exponentials that come in parts."""

    def __init__(self) -> None:
        self._parts: list[Tensor] = []

    def add(self, part: Logits, peak: Float[Tensor, " row"]) -> None:
        """Add a part, which is overwritten, given the largest number of each of its rows."""
        peak = peak.clamp_min(torch.finfo(peak.dtype).min)  # a row may be -inf throughout
        self._parts.append(part.sub_(peak[:, None]).exp_().sum(dim=-1).log_().add_(peak))

    def value(self) -> Float[Tensor, " row"]:
        """Return the logarithm of the sum of all parts."""
        return torch.stack(self._parts).logsumexp(dim=0)
