"""Training targets of the future lens: states of tokens, and the model's distributions of the next tokens."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens.engine.gradients import forced_logits
from latentlens.engine.query import NextToken, Query, Write
from latentlens.errors import InputError
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Row
from latentlens.training.finite_states import check_logprobs, check_states
from latentlens.training.states import States

Place = tuple[int, int]
"""A row of a corpus and a position in it."""


@dataclasses.dataclass(frozen=True)
class Futures:
    """States of some tokens, and what the model says of the tokens after each of them.

    Args:
        states: layer -> Float[Tensor, "token d_model"].
        fed: the tokens that follow each, all but the last of those that are foretold.
        logprobs: the model's own log-probabilities of the tokens that follow, in nats.
    """

    states: States
    fed: Int[Tensor, "token ahead_less_1"]
    logprobs: Float[Tensor, "token ahead vocab"]


@dataclasses.dataclass(frozen=True)
class FuturePrompt:
    """A target prompt whose last token is the slot.

    Args:
        token_ids: its tokens.
        vectors: what stands at layer 0 in the place of the last ones of them; None for the tokens' own.
    """

    token_ids: tuple[int, ...]
    vectors: Float[Tensor, "length d_model"] | None = None

    def predict(
        self,
        model: LanguageModel,
        layer: int,
        vectors: Float[Tensor, "token d_model"],
        fed: Int[Tensor, "token ahead_less_1"],
        check: Callable[[], None],
        *,
        grad: bool = False,
    ) -> Float[Tensor, "token ahead vocab"]:
        """Return log-probabilities of the tokens to come, the states standing in the slot at their own layer.

        Args:
            model: the model.
            layer: the layer that the states come from and are written at.
            vectors: the states, one for each row that runs.
            fed: the tokens that follow, which the model reads after the slot.
            check: called where something is written; may raise to stop.
            grad: whether the graph is kept, so that gradients flow to the prompt's vectors; False by default.
        """
        n, begin = len(self.token_ids), self._begin()
        queries = [
            Query(self.token_ids, (*begin, Write(layer, (n - 1,), vector[None])), NextToken())
            for vector in vectors
        ]
        with torch.set_grad_enabled(grad):
            logits = forced_logits(queries, fed.tolist(), model, checkpoint=check)
            return torch.log_softmax(torch.stack(logits), -1)

    def _begin(self) -> tuple[Write, ...]:
        """Return the write of the prompt's own vectors."""
        if self.vectors is None:
            return ()
        n = len(self.token_ids)
        return (Write(0, tuple(range(n - len(self.vectors), n)), self.vectors),)


def places(rows: Sequence[Row], ahead: int, left_out: int | None) -> list[Place]:
    """Return the places of all tokens of which so many tokens to come are known.

    The last of those need not stand in the row: what the model says of it is known one token earlier.
    """
    return [(i, t) for i, row in enumerate(rows) for t in range(len(row) - ahead + 1) if row[t] != left_out]


def require(available: Sequence[Place], needed: int, ahead: int, what: str) -> None:
    """Raise an InputError if there are too few places."""
    if len(available) < needed:
        raise InputError(
            f"The documents {what} have {len(available)} tokens with {ahead - 1} more after them, and "
            f"{needed} are needed. Give more or longer texts, or a smaller `ahead`."
        )


def futures(
    model: LanguageModel,
    rows: Sequence[Row],
    chosen: Sequence[Place],
    layers: Sequence[int],
    ahead: int,
    check: Callable[[], None],
) -> Futures:
    """Run rows once and return the states at some places, and the distributions of the tokens after them.

    Args:
        model: the model.
        rows: token ids of the rows, which may differ in length.
        chosen: places (row, position), each with at least `ahead - 1` tokens after it.
        layers: the layers whose states are returned.
        ahead: number of future tokens.
        check: function called at every layer that is captured; it may raise to stop.
    """
    last = model.n_layers
    by_row: dict[int, list[int]] = defaultdict(list)
    for k, (i, _) in enumerate(chosen):
        by_row[i].append(k)
    ran = list(by_row)
    # For each place: its state at every layer, then the last-layer states that predict the future tokens.
    sites = [
        [
            site
            for k in by_row[i]
            for site in (
                *((layer, chosen[k][1]) for layer in layers),
                *((last, chosen[k][1] + n) for n in range(ahead)),
            )
        ]
        for i in ran
    ]
    captured: dict[int, Tensor] = {}
    for number, kept in model.capture_sites([rows[i] for i in ran], sites, checkpoint=check):
        places_of = by_row[ran[number]]
        captured.update(zip(places_of, kept.float().view(len(places_of), -1, model.d_model), strict=True))
    read = torch.stack([captured[k] for k in range(len(chosen))])
    states = {layer: read[:, n] for n, layer in enumerate(layers)}
    final_states = read[:, len(layers) :]
    check_states(states, rows, chosen, model)
    predicting = [(i, t + n) for i, t in chosen for n in range(ahead)]
    check_states({last: final_states.flatten(0, 1)}, rows, predicting, model)
    with torch.no_grad():
        logits = model.unembedding(final_states.flatten(0, 1))
    following = [rows[i][t + 1 : t + ahead] for i, t in chosen]
    logprobs = torch.log_softmax(logits, -1)
    check_logprobs(logprobs, model, "The model's own logits")
    return Futures(
        states,
        torch.tensor(following, dtype=torch.long, device=model.device).reshape(len(chosen), ahead - 1),
        logprobs.reshape(len(chosen), ahead, -1),
    )
