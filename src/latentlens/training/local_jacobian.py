"""First-order expansion of a prompt's last state in the states of one of its tokens."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Residual
from latentlens.training.states import BATCH_TOKENS


@dataclasses.dataclass(frozen=True)
class Expansion:
    """A prompt's first-order expansion, in float32.

    Args:
        jacobians: layer l -> d o / d s, the derivative of the last token's state after the last block (before
            the final norm) with respect to the read token's state at l; the other states at l are held fixed.
        states: layer l -> s, the read token's state.
        last: o, the last token's state.
    """

    jacobians: dict[int, Float[Tensor, "d_model d_model"]]
    states: dict[int, Float[Tensor, " d_model"]]
    last: Float[Tensor, " d_model"]


def expand(
    model: LanguageModel,
    token_ids: Sequence[int],
    position: int,
    layers: Sequence[int],
    check: Callable[[], None],
) -> Expansion:
    """Expand a prompt in the states of one token.

    The prompt runs in as many equal rows as fit, each of which gives one coordinate's derivatives with
    respect to all layers in one backward pass.

    Args:
        model: the model to run; its weights and their gradients are left unchanged.
        token_ids: the prompt.
        position: position of the token that is read.
        layers: layers l, each below the last.
        check: called at every kept layer; may raise to stop.
    """
    lowest, kept = min(layers), dict[int, Tensor]()

    def keep(layer: int, residual: Residual) -> Residual:
        check()
        if layer == lowest:
            # a leaf here, so that no graph is kept below it, whether or not the weights need gradients
            residual = residual.detach().requires_grad_()
        kept[layer] = residual
        return residual

    edits = {layer: _at(layer, keep) for layer in (*layers, model.n_layers)}
    rows: dict[int, list[Tensor]] = {layer: [] for layer in layers}
    step = max(1, BATCH_TOKENS // len(token_ids))
    for start in range(0, model.d_model, step):
        coordinates = torch.arange(start, min(start + step, model.d_model), device=model.device)
        model.all_logits([list(token_ids)] * len(coordinates), edits=edits, grad=True, last=None)
        last = kept[model.n_layers][:, -1]
        chosen = last.gather(-1, coordinates[:, None].to(last.device)).sum()
        # requested by name, so that nothing is left in the model's own gradients
        gradients = torch.autograd.grad(chosen, [kept[layer] for layer in layers])
        for layer, gradient in zip(layers, gradients, strict=True):
            rows[layer].append(gradient[:, position].float().to(model.device))
    return Expansion(
        {layer: torch.cat(parts) for layer, parts in rows.items()},
        {layer: kept[layer][0, position].detach().float().to(model.device) for layer in layers},
        kept[model.n_layers][0, -1].detach().float().to(model.device),
    )


def _at(layer: int, keep: Callable[[int, Residual], Residual]) -> Callable[[Residual], Residual]:
    return lambda residual: keep(layer, residual)
