"""One answer in the making."""

from __future__ import annotations

import math

import torch

from latentlens.engine.query import Generate, Generation
from latentlens.engine.stops import Stops
from latentlens.model.tokenizer import ModelTokenizer


class GenerationState:
    """What a query has said so far, and whether that is all.

    Args:
        readout: how it is decoded.
        tokenizer: of the target model.
    """

    def __init__(self, readout: Generate, tokenizer: ModelTokenizer) -> None:
        self.readout = readout
        self.token_ids: list[int] = []
        self.finished = False
        self._finite = True
        # Seeded for each query alone and on the CPU, so that neither batch nor device changes a sample.
        self.random = torch.Generator("cpu").manual_seed(readout.seed) if readout.temperature > 0 else None
        self._logprobs: list[float] = []
        self._tokenizer = tokenizer
        self._ends = tokenizer.stop_ids  # looked up once: transformers takes its time over it
        self._stops = Stops(readout.stop, tokenizer.decode, tokenizer.hf.convert_ids_to_tokens)

    def take(self, token: int, logprob: float) -> None:
        """Say a token, and note whether the answer ends with it.

        Where its log-probability is NaN there was no distribution to take it from: it is not said.
        """
        if math.isnan(logprob):
            self.finished, self._finite = True, False
            return
        self.token_ids.append(token)
        self._logprobs.append(logprob)
        self.finished = (
            len(self.token_ids) >= self.readout.max_new_tokens
            or token in self._ends
            or self._stops.reached(self.token_ids)
        )

    def generation(self) -> Generation:
        """Return the answer, without what ended it unless nothing else was said."""
        text = self._tokenizer.decode(self.token_ids)
        said = len(self.token_ids)
        if (cut := self._stops.cut(self.token_ids)) is not None:
            text = text[:cut]
            while said > 1 and len(self._tokenizer.decode(self.token_ids[: said - 1])) >= cut:
                said -= 1
        elif said > 1 and self.token_ids[-1] in self._ends:
            said -= 1
        return Generation(tuple(self.token_ids[:said]), tuple(self._logprobs[:said]), text, self._finite)
