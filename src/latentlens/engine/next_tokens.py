"""Log-probabilities of next tokens, without ever holding the logits of all rows and the whole vocabulary."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens.model.unembedding import Logits, States, Unembedding

Check = Callable[[], None]

_ROWS_COPIED = 128  # rows taken out of a vocabulary block at a time; more would need copies of them all
_ROWS_WHOLE = 64  # rows whose logits over the whole vocabulary are held at a time


@dataclasses.dataclass(frozen=True)
class ReadSite:
    """The state after which one next token is read.

    Args:
        row: index of the state.
        unpatched: index of the unpatched target's state after the same tokens; used by a contrast only.
        contrast: how much of the unpatched log-probabilities is subtracted; 0.0 (the default) for none.
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
        unembedding: turns states into logits, one block of the vocabulary at a time.
        states: the residual stream after the last block; at least one row.
        k: how many tokens; a smaller vocabulary gives all it has.
        check: called before every block of the work and may raise to stop it; None (the default) for nothing.
    """
    found = [_top_of_block(unembedding, rows, k, check) for _, rows in unembedding.blocks(states)]
    return torch.cat([ids for ids, _ in found]), torch.cat([logprobs for _, logprobs in found])


def _top_of_block(
    unembedding: Unembedding, states: States, k: int, check: Check | None
) -> tuple[Tensor, Tensor]:
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
    """Return the log-probability of every wanted token, in nats.

    Args:
        unembedding: turns states into logits.
        states: the residual stream after the last block.
        wanted: where each token is read, and its id; several may be wanted at one site.
        check: called before every block of the work; may raise to stop it.
    """
    found: dict[int, float] = {}
    alone = [i for i, (site, _) in enumerate(wanted) if not site.contrast]
    if alone:
        needed = sorted({wanted[i][0].row for i in alone})
        number = {row: n for n, row in enumerate(needed)}
        rows = torch.tensor([number[wanted[i][0].row] for i in alone], device="cpu")
        tokens = torch.tensor([wanted[i][1] for i in alone], device="cpu")
        own = _gathered(unembedding, states[needed], rows, tokens, check)
        found.update(zip(alone, own.tolist(), strict=True))
    by_site: dict[ReadSite, list[int]] = defaultdict(list)
    for i, (site, _) in enumerate(wanted):
        if site.contrast:
            by_site[site].append(i)
    sites = list(by_site)
    for n, logprobs in contrastive_logprobs(unembedding, states, sites, check):
        asked = by_site[sites[n]]
        found.update(zip(asked, logprobs[[wanted[i][1] for i in asked]].tolist(), strict=True))
    return [found[i] for i in range(len(wanted))]


@torch.no_grad()
def _gathered(
    unembedding: Unembedding,
    states: States,
    rows: Int[Tensor, " wanted"],
    token_ids: Int[Tensor, " wanted"],
    check: Check,
) -> Float[Tensor, " wanted"]:
    """Return the log-probability of each wanted token after the state in the given row."""
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


def contrastive_logprobs(
    unembedding: Unembedding, states: States, sites: Sequence[ReadSite], check: Check
) -> Iterator[tuple[int, Float[Tensor, " vocab"]]]:
    """Yield, for each site, its index and the log-probabilities of all tokens there; the order varies.

    Args:
        unembedding: turns states into logits.
        states: the residual stream after the last block.
        sites: where to read; several may share a state.
        check: called before every block of the work; may raise to stop it.
    """
    by_row: dict[int, list[int]] = defaultdict(list)
    for i, site in enumerate(sites):
        by_row[site.row].append(i)
    rows = list(by_row)
    for start in range(0, len(rows), _ROWS_WHOLE):
        here = [i for row in rows[start : start + _ROWS_WHOLE] for i in by_row[row]]
        unpatched_rows = {sites[i].unpatched for i in here if sites[i].contrast}
        needed = sorted(unpatched_rows.union(rows[start : start + _ROWS_WHOLE]))
        logits = dict(zip(needed, unembedding.logits(states[needed], check), strict=True))
        for i in here:
            site = sites[i]
            unpatched = logits[site.unpatched] if site.contrast else None
            yield i, contrasted(logits[site.row], unpatched, site.contrast)


def contrasted(
    logits: Float[Tensor, "*row vocab"], unpatched: Float[Tensor, "*row vocab"] | None, strength: float
) -> Float[Tensor, "*row vocab"]:
    """Return log p(patched) - strength * log p(unpatched), renormalised to log-probabilities in nats.

    Args:
        logits: the patched target's.
        unpatched: the unpatched target's after the same tokens; None where there is no contrast.
        strength: 0 gives the patched target's own distribution.

    Source:
        BALOR (arXiv 2602.00300): logits of the patched run against those of the unpatched one.
    """
    own = torch.log_softmax(logits.float(), dim=-1)
    if not strength or unpatched is None:
        return own
    return torch.log_softmax(own - strength * torch.log_softmax(unpatched.float(), dim=-1), dim=-1)


class _LogSumExp:
    """The logarithm of a sum of exponentials whose terms come in blocks."""

    def __init__(self) -> None:
        self._parts: list[Tensor] = []

    def add(self, part: Logits, peak: Float[Tensor, " row"]) -> None:
        """Add a block, which is overwritten, given the largest number of each of its rows."""
        peak = peak.clamp_min(torch.finfo(peak.dtype).min)  # a row may be -inf throughout
        self._parts.append(part.sub_(peak[:, None]).exp_().sum(dim=-1).log_().add_(peak))

    def value(self) -> Float[Tensor, " row"]:
        """Return the logarithm of the sum over all blocks."""
        return torch.stack(self._parts).logsumexp(dim=0)
