"""What a model does after its last block, as a function that gradients flow through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from latentlens._errors import UnsupportedModel
from latentlens.model.language_model import LanguageModel
from latentlens.model.logit_postprocess import Finish, logit_postprocessors
from latentlens.training.finite_states import check_logprobs
from latentlens.training.states import states

Logits = Float[Tensor, "token vocab"]


class Unembedding:
    """The final norm and the unembedding of a model: the very modules that it runs after its last block.

    Which ones they are is seen in one forward pass, not looked up by name, and they are compared with the
    model's own logits before anything is fitted through them.

    Args:
        model: the model.
        token_ids: what it is compared on.

    Raises:
        UnsupportedModel: if the modules do not give the model's own logits.
        NotFinite: if those hold NaN or infinity.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> model = open_model()
        >>> unembedding = Unembedding(model, [5, 7, 11])
        >>> unembedding(model.capture([5, 7, 11], [model.n_layers])[0]).shape[0]
        3
    """

    def __init__(self, model: LanguageModel, token_ids: Sequence[int]) -> None:
        self.model = model
        self._chain = _after_blocks(model, token_ids)
        self._finish: Finish = lambda logits: logits
        with torch.no_grad():
            own = model.all_logits([list(token_ids)])[0].float()
            last = states(model, [tuple(token_ids)], [model.n_layers], None, lambda: None)[model.n_layers]
            check_logprobs(torch.log_softmax(own, -1), model, "The model's own logits")
            bare = self(last)
            for finish in logit_postprocessors(model.hf_model.config):
                if _close(finish(bare), own, model.dtype):
                    self._finish = finish
                    return
        worst = float((bare - own).abs().max())
        raise UnsupportedModel(
            f"{model.name}: {', '.join(type(m).__name__ for m in self._chain)} after the last block do not "
            f"give the logits of {type(model.hf_model).__name__} (they differ by {worst:.3g}), so no lens "
            "can be trained or measured through them. Fit by least squares to another layer than the last."
        )

    def __call__(self, residual: Float[Tensor, "token d_model"]) -> Logits:
        """Return the logits for the residual stream after the last block, in float32.

        Args:
            residual: in any floating dtype and on any device; it is taken to the model's own and back.
        """
        with self.model.lock:
            hidden = residual[None].to(self.model.device, self.model.dtype)
            for module in self._chain:
                hidden = module(hidden)
        return self._finish(hidden[0].float()).to(residual.device)


def chunks(n_tokens: int, vocab_size: int) -> list[slice]:
    """Return slices of tokens whose logits take about 32 MB."""
    step = max(1, 2**23 // vocab_size)
    return [slice(start, start + step) for start in range(0, n_tokens, step)]


def _after_blocks(model: LanguageModel, token_ids: Sequence[int]) -> list[Any]:
    """Return the outermost modules that begin after the last block has ended, in order."""
    found: list[Any] = []
    inside: list[nn.Module] = []
    over = False

    def ended(*_: object) -> None:
        nonlocal over
        over = True

    def begin(module: nn.Module, _: object) -> None:
        if over:
            if not inside:
                found.append(module)
            inside.append(module)

    def end(module: nn.Module, *_: object) -> None:
        if inside and inside[-1] is module:
            inside.pop()

    with model.pinned(), model.lock:
        handles = [model.blocks[-1].register_forward_hook(ended)]
        for module in model.runner.model.modules():
            handles += [module.register_forward_pre_hook(begin), module.register_forward_hook(end)]
        try:
            model.all_logits([list(token_ids)])
        finally:
            for handle in handles:
                handle.remove()
    return found


def _close(one: Tensor, other: Tensor, dtype: torch.dtype) -> bool:
    tolerance = 1e-4 if dtype in (torch.float32, torch.float64) else 2e-2
    return one.shape == other.shape and float((one - other).abs().max()) <= tolerance * float(
        other.abs().max()
    )
