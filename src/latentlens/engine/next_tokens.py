"""Next-token log-probabilities, computed for blocks of the vocabulary so that all logits are never held."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens.model.unembedding import Logits, States, Unembedding

Check = Callable[[], None]

_ROWS_COPIED = 128  # rows copied from a block of the vocabulary at a time
_ROWS_WHOLE = 64  # rows whose logits over the whole vocabulary are in memory at a time


@dataclasses.dataclass(frozen=True)
class ReadSite:
    """The row of a batch from which a next token is read.

    Args:
        row: index of the row whose logits are read.
        unpatched: index of the row of the unpatched target after the same tokens; used only for a contrast.
            Default 0.
        contrast: factor by which the unpatched log-probabilities are subtracted. Default 0.0: not at all.
    """

    row: int
    unpatched: int = 0
    contrast: float = 0.0


@torch.no_grad()
def top_tokens(
    unembedding: Unembedding, states: States, k: int, check: Check | None = None
) -> tuple[Int[Tensor, "row k"], Float[Tensor, "row k"]]:
    """Return the k most probable tokens after each state, best first, and their log-probabilities in nats.

    Args:
        unembedding: final norm and unembedding of the model.
        states: residual stream [row, d_model] after the last block; at least one row.
        k: number of tokens; fewer are returned if the vocabulary is smaller.
        check: called before every block of the work; it may raise an error to stop. Default None.
    """
    blocks = [_top_of_block(unembedding, rows, k, check) for _, rows in unembedding.blocks(states)]
    return torch.cat([ids for ids, _ in blocks]), torch.cat([logprobs for _, logprobs in blocks])


def _top_of_block(
    unembedding: Unembedding, states: States, k: int, check: Check | None
) -> tuple[Tensor, Tensor]:
    """Return the most probable tokens of a block of rows, and their log-probabilities."""
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
            for start in range(0, len(better), _ROWS_COPIED):
                rows = better[start : start + _ROWS_COPIED]
                values, columns = part[rows].topk(min(k, part.shape[1]), dim=-1)
                best[rows], order = torch.cat([best[rows], values], dim=-1).topk(best.shape[1], dim=-1)
                ids[rows] = torch.cat([ids[rows], columns + first], dim=-1).gather(-1, order)
        total.add(part, peak)
    return ids, best - total.value()[:, None]


def token_logprobs(
    unembedding: Unembedding, states: States, wanted: Sequence[tuple[ReadSite, int]], check: Check
) -> list[float]:
    """Return the log-probability of each given token, in nats.

    Args:
        unembedding: final norm and unembedding of the model.
        states: residual stream [row, d_model] after the last block.
        wanted: pairs of the row from which a token is read, and the token's id.
        check: called before every block of the work; it may raise an error to stop.
    """
    by_index: dict[int, float] = {}
    uncontrasted = [i for i, (site, _) in enumerate(wanted) if not site.contrast]
    if uncontrasted:
        needed = sorted({wanted[i][0].row for i in uncontrasted})
        number = {row: n for n, row in enumerate(needed)}
        rows = torch.tensor([number[wanted[i][0].row] for i in uncontrasted], device="cpu")
        tokens = torch.tensor([wanted[i][1] for i in uncontrasted], device="cpu")
        values = _gathered(unembedding, states[needed], rows, tokens, check)
        by_index.update(zip(uncontrasted, values.tolist(), strict=True))
    by_site: dict[ReadSite, list[int]] = defaultdict(list)
    for i, (site, _) in enumerate(wanted):
        if site.contrast:
            by_site[site].append(i)
    sites = list(by_site)
    for n, logprobs in contrastive_logprobs(unembedding, states, sites, check):
        indices = by_site[sites[n]]
        by_index.update(zip(indices, logprobs[[wanted[i][1] for i in indices]].tolist(), strict=True))
    return [by_index[i] for i in range(len(wanted))]


@torch.no_grad()
def _gathered(
    unembedding: Unembedding,
    states: States,
    rows: Int[Tensor, " wanted"],
    token_ids: Int[Tensor, " wanted"],
    check: Check,
) -> Float[Tensor, " wanted"]:
    """Return the log-probability of each given token, read from the given row of the states."""
    rows, token_ids = rows.to(states.device), token_ids.to(states.device)
    logprobs = torch.empty(len(rows), dtype=torch.float32, device=states.device)
    for start, block in unembedding.blocks(states):
        total = _LogSumExp()
        in_block = ((rows >= start) & (rows < start + len(block))).nonzero()[:, 0]
        row, token = rows[in_block] - start, token_ids[in_block]
        for first, _, part in unembedding.parts(block, check):
            part = part.float()
            in_part = ((token >= first) & (token < first + part.shape[1])).nonzero()[:, 0]
            logprobs[in_block[in_part]] = part[row[in_part], token[in_part] - first]
            total.add(part, part.amax(dim=-1))
        logprobs[in_block] -= total.value()[row]
    return logprobs


def contrastive_logprobs(
    unembedding: Unembedding, states: States, sites: Sequence[ReadSite], check: Check
) -> Iterator[tuple[int, Float[Tensor, " vocab"]]]:
    """Yield, for each site, its index and the log-probabilities of all tokens there; the order varies.

    Args:
        unembedding: final norm and unembedding of the model.
        states: residual stream [row, d_model] after the last block.
        sites: rows to read from; a row may be repeated.
        check: called before every block of the work; it may raise an error to stop.
    """
    by_row: dict[int, list[int]] = defaultdict(list)
    for i, site in enumerate(sites):
        by_row[site.row].append(i)
    rows = list(by_row)
    for start in range(0, len(rows), _ROWS_WHOLE):
        in_block = [i for row in rows[start : start + _ROWS_WHOLE] for i in by_row[row]]
        unpatched_rows = {sites[i].unpatched for i in in_block if sites[i].contrast}
        needed = sorted(unpatched_rows.union(rows[start : start + _ROWS_WHOLE]))
        logits = dict(zip(needed, unembedding.logits(states[needed], check), strict=True))
        for i in in_block:
            site = sites[i]
            unpatched = logits[site.unpatched] if site.contrast else None
            yield i, contrasted(logits[site.row], unpatched, site.contrast)


def contrasted(
    logits: Float[Tensor, "*row vocab"], unpatched: Float[Tensor, "*row vocab"] | None, strength: float
) -> Float[Tensor, "*row vocab"]:
    """Return log p(patched) - strength * log p(unpatched), renormalised to log-probabilities in nats.

    Args:
        logits: logits of the patched target.
        unpatched: logits of the unpatched target after the same tokens; None without a contrast.
        strength: factor of the unpatched log-probabilities; 0 gives the patched target's distribution.

    Source:
        BALOR (arXiv 2602.00300): logits of the patched run against those of the unpatched one.
    """
    patched = torch.log_softmax(logits.float(), dim=-1)
    if not strength or unpatched is None:
        return patched
    return torch.log_softmax(patched - strength * torch.log_softmax(unpatched.float(), dim=-1), dim=-1)


class _LogSumExp:
    """Log-sum-exp over logits that come in blocks of the vocabulary."""

    def __init__(self) -> None:
        self._parts: list[Tensor] = []

    def add(self, part: Logits, peak: Float[Tensor, " row"]) -> None:
        """Add a block of logits, which is overwritten, given the maximum of each of its rows."""
        peak = peak.clamp_min(torch.finfo(peak.dtype).min)  # a row may be -inf throughout
        self._parts.append(part.sub_(peak[:, None]).exp_().sum(dim=-1).log_().add_(peak))

    def value(self) -> Float[Tensor, " row"]:
        """Return the log-sum-exp over all blocks, for each row."""
        return torch.stack(self._parts).logsumexp(dim=0)
