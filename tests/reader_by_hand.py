"""Answers of a reader by hand: transformers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer
from latentlens.readers.patchscope import Patchscope
from latentlens.session import Session
from plain import Plain, written
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("The capital of x is", layer=2, max_new_tokens=4, stop="\n")

CELL = (1, 5)


class ByHand:
    """What the reader says by transformers alone, one full forward pass for each token."""

    def __init__(self) -> None:
        self.plain = Plain(tiny_model("llama"))
        self.tokenizer = tiny_tokenizer()

    def logprobs(self, continuation: Sequence[int], vector: torch.Tensor | None) -> list[float]:
        """Return the log-probability of each token of a continuation of the reader's prompt."""
        prompt = self.tokenizer(READER.text)["input_ids"]
        slot = max(p for p, i in enumerate(prompt) if self.tokenizer.decode([i]).strip() == "x")
        return self.plain.logprobs(written(prompt, READER.layer, slot, vector), continuation)

    def vector(self, text: str, layer: int, position: int) -> torch.Tensor:
        """Return the residual stream of a text at one site."""
        return self.plain.states(self.tokenizer(text)["input_ids"])[layer, position]

    def forms(self, option: str) -> list[list[int]]:
        """Return every way in which an option can be written: alone, and directly after the prompt."""
        alone = [
            self.tokenizer(form, add_special_tokens=False)["input_ids"] for form in (f" {option}", option)
        ]
        prompt = self.tokenizer(READER.text)["input_ids"]
        whole = self.tokenizer(READER.text + option)["input_ids"]
        return [*alone, whole[len(prompt) :]] if whole[: len(prompt)] == prompt else alone


SOURCE = "Once upon a time a fox met a hare"


def ask(trace: Trace, reader: Any = READER, cell: tuple[int, int] = CELL, **kwargs: Any) -> Answer:
    """Ask one cell."""
    return Session(trace.backend).ask(trace, *cell, reader, **kwargs)
