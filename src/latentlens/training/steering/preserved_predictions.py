"""PreservedPredictions: how far a change moves what a model predicts where it should change nothing."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from latentlens.engine.backend import Backend
from latentlens.engine.query import NextToken, Query
from latentlens.model.adapters import BASE
from latentlens.training.steering.learnt_changes import LearntChange
from latentlens.training.steering.steered_prompts import SteeredPrompt


class PreservedPredictions:
    """The divergence KL(own || changed) of a changed model's next-token distributions from its own.

    Args:
        model: the model that is steered.
        prompts: the prompts; the predictions at the positions that their readings name are compared.
        size: number of prompts in a batch.
        seed: seed of the order of the prompts.

    Source:
        The divergence of distillation (arXiv 1503.02531), here from the model's own predictions. ROME keeps
        what a model says of a subject by its converse (arXiv 2202.05262, section 3.1: "essence drift").
    """

    def __init__(self, model: Backend, prompts: Sequence[SteeredPrompt], size: int, seed: int) -> None:
        self._model, self._prompts, self._size = model, prompts, size
        self._batches = self._endless(random.Random(f"preserve:{seed}"))  # noqa: S311 - an order, no secret

    def next_batch(self) -> list[SteeredPrompt]:
        """Return the next prompts, every one once in each pass over them."""
        return next(self._batches)

    def __call__(
        self,
        change: LearntChange,
        prompts: Sequence[SteeredPrompt],
        checkpoint: Callable[[], None] | None = None,
    ) -> Float[Tensor, " prompt"]:
        """Return the divergence of each prompt, in nats per token; gradients flow to the change.

        Args:
            change: the change.
            prompts: the prompts.
            checkpoint: called at every layer that is written; it may raise an error to stop. Default None.
        """
        own = [Query(prompt.token_ids, (), NextToken(), adapter=BASE) for prompt in prompts]
        with torch.no_grad():
            before = self._logprobs(own, prompts, checkpoint)
        after = self._logprobs([change.query(prompt) for prompt in prompts], prompts, checkpoint)
        return torch.stack(
            [
                functional.kl_div(changed, kept, reduction="batchmean", log_target=True)
                for changed, kept in zip(after, before, strict=True)
            ]
        )

    def of_first(
        self, most: int, change: LearntChange, checkpoint: Callable[[], None]
    ) -> list[tuple[SteeredPrompt, float]]:
        """Return the first prompts, each with its divergence.

        Args:
            most: most prompts that are run.
            change: the change.
            checkpoint: called at every layer that is written; it may raise an error to stop.
        """
        found: list[tuple[SteeredPrompt, float]] = []
        for start in range(0, min(most, len(self._prompts)), self._size):
            batch = self._prompts[start : min(most, start + self._size)]
            found += zip(batch, self(change, batch, checkpoint).tolist(), strict=True)
        return found

    def _logprobs(
        self,
        queries: Sequence[Query],
        prompts: Sequence[SteeredPrompt],
        checkpoint: Callable[[], None] | None,
    ) -> list[Float[Tensor, "_position vocab"]]:
        """Return the log-probabilities of the token after each position that is compared."""
        last = self._model.n_layers
        states = self._model.forced_states(queries, [last], checkpoint=checkpoint)
        at = [sorted({site.position for site in prompt.readings[0]}) for prompt in prompts]
        read = torch.cat([each[0, positions] for each, positions in zip(states, at, strict=True)])
        with self._model.using(BASE):
            logits = self._model.model.unembedding(read)
        return list(torch.split(logits.log_softmax(dim=-1), [len(positions) for positions in at]))

    def _endless(self, draw: random.Random) -> Iterator[list[SteeredPrompt]]:
        for _ in itertools.count():
            order = draw.sample(self._prompts, len(self._prompts))
            yield from (order[i : i + self._size] for i in range(0, len(order), self._size))
