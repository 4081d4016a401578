"""What follows a token, and what a model says of it when it reads that token's state in a target prompt."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens._errors import InputError
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Edit, Residual
from latentlens.training.corpus import Row
from latentlens.training.finite_states import check_logprobs
from latentlens.training.lens_logits import Unembedding
from latentlens.training.states import States, states

Place = tuple[int, int]
"""A row of a corpus and a position in it."""


@dataclasses.dataclass(frozen=True)
class Futures:
    """States of some tokens, and what the model says of the tokens after each of them.

    Args:
        states: layer -> Float[Tensor, "token d_model"].
        fed: the tokens that follow each, all but the last of those that are foretold.
        own: the model's own log-probabilities of the tokens that follow, in nats.
    """

    states: States
    fed: Int[Tensor, "token ahead_less_1"]
    own: Float[Tensor, "token ahead vocab"]


@dataclasses.dataclass(frozen=True)
class Prompt:
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
            layer: of the states.
            vectors: the states, one for each row that runs.
            fed: the tokens that follow, which the model reads after the slot.
            check: called where something is written; may raise to stop.
            grad: keep the graph, so that gradients flow to the prompt's vectors.
        """
        n = len(self.token_ids)
        prompt = torch.tensor([self.token_ids], device=model.device).expand(len(vectors), -1)

        def begin(residual: Residual) -> Residual:
            check()
            if self.vectors is None:
                return residual
            residual = residual.clone()
            residual[:, n - len(self.vectors) : n] = self.vectors.to(residual)
            return residual

        def read(residual: Residual) -> Residual:
            check()
            residual = residual.clone()
            residual[:, n - 1] = vectors.to(residual)
            return residual

        edits: dict[int, Edit] = {0: begin, layer: read} if layer else {0: lambda r: read(begin(r))}
        ids = torch.cat([prompt, fed.to(prompt)], -1)
        logits = model.all_logits(ids, edits=edits, grad=grad, last=fed.shape[1] + 1)
        return torch.log_softmax(logits if logits.dtype == torch.float64 else logits.float(), -1)


def places(rows: Sequence[Row], ahead: int, left_out: int | None) -> list[Place]:
    """Return the places of all tokens of which so many tokens to come are known.

    The last of those need not stand in the row: what the model says of it is known one token earlier.
    """
    return [(i, t) for i, row in enumerate(rows) for t in range(len(row) - ahead + 1) if row[t] != left_out]


def require(found: Sequence[Place], needed: int, ahead: int, what: str) -> None:
    """Raise an InputError if there are too few places."""
    if len(found) < needed:
        raise InputError(
            f"The documents {what} have {len(found)} tokens with {ahead - 1} more after them, and {needed} "
            "are needed. Give more or longer texts, or a smaller `ahead`."
        )


def futures(
    model: LanguageModel,
    rows: Sequence[Row],
    chosen: Sequence[Place],
    layers: Sequence[int],
    ahead: int,
    unembedding: Unembedding,
    check: Callable[[], None],
) -> Futures:
    """Run rows once and return the states at some places of them, and what follows.

    Args:
        model: the model.
        rows: of any lengths.
        chosen: places in these rows, each with so many tokens to come.
        layers: whose states are read.
        ahead: how many tokens to come.
        unembedding: the model's.
        check: called at every layer that is kept; may raise to stop.
    """
    last = model.n_layers
    kept: dict[int, list[Tensor]] = {layer: [] for layer in layers}
    own: list[Tensor] = []
    order: list[int] = []
    for i in dict.fromkeys(row for row, _ in chosen):
        read = states(model, [rows[i]], {*layers, last}, None, check)
        for k, (row, t) in enumerate(chosen):
            if row == i:
                order.append(k)
                own.append(read[last][t : t + ahead])
                for layer in layers:
                    kept[layer].append(read[layer][t])
    back = torch.tensor(order, device="cpu").argsort()
    with torch.no_grad():
        logits = unembedding(torch.stack(own)[back].flatten(0, 1))
    fed = [rows[i][t + 1 : t + ahead] for i, t in chosen]
    said = torch.log_softmax(logits, -1)
    check_logprobs(said, model, "The model's own logits")
    return Futures(
        {layer: torch.stack(vectors)[back] for layer, vectors in kept.items()},
        torch.tensor(fed, dtype=torch.long, device=model.device).reshape(len(chosen), ahead - 1),
        said.reshape(len(chosen), ahead, -1),
    )
