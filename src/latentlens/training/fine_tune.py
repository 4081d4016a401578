"""Fine-tunes a LoRA of a model on replies to users' messages: small variants whose behaviour is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from random import Random

import torch
from torch.nn import functional

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.query import NextToken, Query

Exchange = tuple[str, str]
"""A user's message, and the reply to it."""


@dataclasses.dataclass(frozen=True)
class FineTuning:
    """How a LoRA is fine-tuned.

    Args:
        steps: number of steps of AdamW without weight decay. Default 60.
        batch_size: exchanges in a step, drawn anew each time. Default 16.
        learning_rate: learning rate, the same throughout. Default 0.005.
        rank: rank of the LoRA, whose `lora_alpha` is twice as large. Default 4.
        target_modules: endings of the names of the modules that are adapted. Default: the attention's
            queries, values and outputs.
        seed: seed of the LoRA's first weights and of the exchanges. Default 0.
    """

    steps: int = 60
    batch_size: int = 16
    learning_rate: float = 5e-3
    rank: int = 4
    target_modules: tuple[str, ...] = ("q_proj", "v_proj", "o_proj")
    seed: int = 0


def fine_tune(
    model: Backend, draw: Callable[[Random], Exchange], settings: FineTuning, progress: Progress
) -> Adapter:
    """Return a LoRA of a model, fine-tuned to reply as given ones do; the model itself is not changed.

    The loss is the cross-entropy of the replies' tokens and of the token that ends them, in nats per token;
    there is no system prompt.

    Args:
        model: model with a chat template.
        draw: function from a random source to a user's message with its reply.
        settings: rank, steps and the like.
        progress: checked at every step; it may raise to stop.

    Raises:
        UnsupportedModel: if the model has none of the modules, or cannot run with gradients.
        InputError: if the weights become NaN or infinite.

    Examples:
        >>> from latentlens import Session
        >>> model = Session().backend
        >>> settings = FineTuning(steps=1, batch_size=1)
        >>> fine_tune(model, lambda rng: ("Hello.", "Good morning."), settings, Progress(bar=False)).kind
        'lora'
    """
    rng = Random(f"fine-tuning:{settings.seed}")  # noqa: S311 - a draw of examples, no secret
    fresh = LoraAdapter.fresh(
        model.model,
        r=settings.rank,
        alpha=2 * settings.rank,
        target_modules=settings.target_modules,
        seed=settings.seed,
    )
    with model.train_adapter(fresh) as trained:
        optimiser: torch.optim.Optimizer | None = None
        for _ in range(settings.steps):
            progress.check()
            batch = [draw(rng) for _ in range(settings.batch_size)]
            loss = _loss(model, batch, trained.name)
            parameters = trained.parameters()  # they are made when the model first runs with the adapter
            if optimiser is None:
                optimiser = torch.optim.AdamW(parameters, lr=settings.learning_rate, weight_decay=0.0)
            for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
                parameter.grad = gradient
            optimiser.step()
        return trained.adapter()


def _loss(model: Backend, batch: Sequence[Exchange], adapter: str) -> torch.Tensor:
    tokenizer = model.tokenizer
    queries, replies = [], []
    for user, reply in batch:
        ids = tokenizer.encode_chat([{"role": "user", "content": user}])
        queries.append(Query(tuple(ids), (), NextToken(), adapter=adapter))
        replies.append([*tokenizer.encode_continuation(f" {reply}"), tokenizer.hf.eos_token_id])
    logits = torch.cat(model.forced_logits(queries, [reply[:-1] for reply in replies]))
    wanted = torch.tensor([token for reply in replies for token in reply], device=logits.device)
    return functional.cross_entropy(logits.float(), wanted)
