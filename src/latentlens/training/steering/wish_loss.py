"""WishLoss: how far a decoder is from giving the wished answers about activations, with gradients to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.query import Query
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.decoder import Decoder
from latentlens.readers.queries import query, target_on
from latentlens.readers.reader import State, Target
from latentlens.training.decoders.examples import AnswerTokens

Wish = tuple[str, str]
"""A question, and the answer that the decoder should give."""


@dataclasses.dataclass(frozen=True)
class WishedReading:
    """What one question is asked about.

    Args:
        prompt: index of the prompt.
        sites: layer and position of each activation.
        wish: index of the question and its wished answer.
    """

    prompt: int
    sites: tuple[Site, ...]
    wish: int


class WishLoss:
    """Cross-entropy of the wished answers after a decoder's questions, which is asked about live activations.

    The activations are written by the very write with which the decoder is asked, and the decoder's own
    weights are frozen.

    Args:
        decoder: the decoder.
        model: the model that answers, with the decoder's adapter on.
        wishes: the questions with the wished answers.

    Raises:
        InputError: if there is no wish, or one is no pair of texts.
    """

    def __init__(self, decoder: Decoder, model: Backend, wishes: Sequence[Wish]) -> None:
        self._model = model
        self._decoders = [decoder.with_question(question) for question, _ in checked_wishes(wishes)]
        ends = AnswerTokens(model, decoder.manifest.prompt)
        self._answers = [ends(answer) for _, answer in wishes]
        self._targets: dict[tuple[object, ...], Target] = {}

    def __call__(
        self,
        readings: Sequence[WishedReading],
        states: Sequence[Float[Tensor, "_site d_source"]],
        checkpoint: Callable[[], None] | None = None,
    ) -> Float[Tensor, " reading"]:
        """Return the loss of each reading, in nats per token of the wished answer.

        Args:
            readings: what is asked about what.
            states: the activations of each reading, in the order of its sites.
            checkpoint: called at every layer that is written; it may raise an error to stop. Default None.
        """
        queries = [self._query(one, state) for one, state in zip(readings, states, strict=True)]
        answers = [self._answers[one.wish] for one in readings]
        found = self._model.forced_logits(queries, [a[:-1] for a in answers], checkpoint=checkpoint)
        return torch.stack(
            [
                functional.cross_entropy(logits, torch.tensor(answer, device=logits.device))
                for logits, answer in zip(found, answers, strict=True)
            ]
        )

    def check(self, readings: Sequence[WishedReading]) -> None:
        """Make the target prompts of all readings, so that what cannot be asked is refused at once.

        Raises:
            InputError: if the decoder cannot be asked about so many activations, or these layers.
        """
        for one in readings:
            self._target(one)

    def _target(self, one: WishedReading) -> Target:
        decoder = self._decoders[one.wish]
        key = (one.wish, decoder.target_key(one.sites))
        if key not in self._targets:
            if not decoder.takes(len(one.sites)):
                raise InputError(
                    f"The decoder does not read {len(one.sites)} activations at once. Give selections of as "
                    "many as it reads: trace.select(layers=..., positions=...)."
                )
            self._targets[key] = target_on(decoder, self._model, (), one.sites)
        return self._targets[key]

    def _query(self, one: WishedReading, states: Float[Tensor, "_site d_source"]) -> Query:
        decoder = self._decoders[one.wish]
        given = [
            State(vector, site.layer, site.position)
            for site, vector in zip(one.sites, states.to(self._model.device), strict=True)
        ]
        return query(decoder, self._target(one), given, self._model.n_layers, decoder.readout(0))


def checked_wishes(wishes: Any) -> Sequence[Wish]:
    """Return the wishes, after checking that they are pairs of texts.

    Args:
        wishes: what was given.

    Raises:
        InputError: if there is no wish, or one is no pair of texts.
    """
    if isinstance(wishes, str) or not isinstance(wishes, Sequence) or not wishes:
        raise InputError(
            "wishes is a list of pairs of a question and the wished answer, at least one, such as [('What is "
            f"the mood?', 'happy')]; got {shown(wishes)}."
        )
    for wish in wishes:
        if not isinstance(wish, (tuple, list)) or len(wish) != 2 or not all(isinstance(t, str) for t in wish):
            raise InputError(
                f"A wish is a pair of a question and the wished answer, two texts; got {shown(wish)}."
            )
        if not plain_text(wish[1], "The wished answer").strip():
            raise InputError(f"The wished answer to {shown(wish[0])} is empty. Give the text to be said.")
    return wishes
