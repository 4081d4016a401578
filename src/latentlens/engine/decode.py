"""What follows the target prompt: next-token distributions, generation, teacher-forced scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.query import Distribution, Generate, Generation, NextToken, Scores
from latentlens.engine.rows import Checkpoint, Prefilled
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer


def distribution(logits: Float[Tensor, " vocab"], readout: NextToken) -> Distribution:
    """Return a row's next-token distribution."""
    logprobs, ids = torch.log_softmax(logits.float(), dim=-1).topk(min(readout.top_k, logits.shape[-1]))
    return Distribution(
        top_ids=tuple(ids.tolist()),
        top_logprobs=tuple(logprobs.tolist()),
        logits=logits.clone() if readout.keep_logits else None,
    )


def generate(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, Generate]],
    checkpoint: Checkpoint,
) -> list[Generation]:
    """Generate for several (row, readout) pairs together; each is as if it ran alone.

    Args:
        model: the target model.
        prefilled: the chunk after its prompt.
        streams: indices into the chunk's logits, and how each is to be decoded.
        checkpoint: called before every forward pass; may raise to stop.
    """
    speakers = [_Speaker(readout, model.tokenizer) for _, readout in streams]
    logits: Sequence[Tensor] | Tensor = [prefilled.logits[row] for row, _ in streams]
    cache: RowCache | None = None
    alive = list(range(len(streams)))
    while True:
        for i, row_logits in zip(alive, logits, strict=True):
            speakers[i].take(row_logits)
        going_on = [i for i in alive if not speakers[i].finished]
        if not going_on:
            return [speaker.generation() for speaker in speakers]
        if cache is None:
            cache = prefilled.cache_for([streams[i][0] for i in going_on], keep=True)
        elif len(going_on) < len(alive):
            kept = [alive.index(i) for i in going_on]
            cache.select([kept] * len(cache.layers))
        alive = going_on
        checkpoint()
        logits = model.forward([[speakers[i].token_ids[-1]] for i in alive], cache=cache)


class _Speaker:
    """One answer in the making."""

    def __init__(self, readout: Generate, tokenizer: ModelTokenizer) -> None:
        self.readout = readout
        self.tokenizer = tokenizer
        self.token_ids: list[int] = []
        self.logprobs: list[float] = []
        self.finished = False
        # Seeded for each query alone and on the CPU, so that neither batch nor device changes a sample.
        self._random = torch.Generator().manual_seed(readout.seed)

    def take(self, logits: Float[Tensor, " vocab"]) -> None:
        """Choose the next token and note whether the answer ends with it."""
        logprobs = torch.log_softmax(logits.float(), dim=-1)
        if self.readout.temperature > 0:
            probs = torch.softmax(logits.float() / self.readout.temperature, dim=-1).cpu()
            token = int(torch.multinomial(probs, 1, generator=self._random))
        else:
            token = int(logprobs.argmax())
        self.token_ids.append(token)
        self.logprobs.append(float(logprobs[token]))
        self.finished = (
            len(self.token_ids) >= self.readout.max_new_tokens
            or token in self.tokenizer.stop_ids
            or self._cut() is not None
        )

    def _cut(self) -> int | None:
        text = self.tokenizer.decode(self.token_ids)
        found = [at for stop in self.readout.stop if (at := text.find(stop)) >= 0]
        return min(found, default=None)

    def generation(self) -> Generation:
        """Return the answer, without what ended it unless nothing else was said."""
        text = self.tokenizer.decode(self.token_ids)
        said = len(self.token_ids)
        if (cut := self._cut()) is not None:
            text = text[:cut]
            while said > 1 and len(self.tokenizer.decode(self.token_ids[: said - 1])) >= cut:
                said -= 1
        elif said > 1 and self.token_ids[-1] in self.tokenizer.stop_ids:
            said -= 1
        return Generation(tuple(self.token_ids[:said]), tuple(self.logprobs[:said]), text)


def score(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, tuple[tuple[int, ...], ...]]],
    budget: int,
    checkpoint: Checkpoint,
) -> list[Scores]:
    """Score several continuations of several rows, each token of each, teacher-forced.

    Args:
        model: the target model.
        prefilled: the chunk after its prompt.
        streams: indices into the chunk's logits, and the continuations of each.
        budget: bytes that the logits of one forward pass may take.
        checkpoint: called before every forward pass; may raise to stop.
    """
    logprobs: dict[tuple[int, int], list[float]] = {}
    by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, (row, continuations) in enumerate(streams):
        first = torch.log_softmax(prefilled.logits[row].float(), dim=-1)
        for j, continuation in enumerate(continuations):
            logprobs[i, j] = [float(first[continuation[0]])]
            by_length[len(continuation)].append((i, j))
    for length, places in by_length.items():
        if length == 1:
            continue
        for part in _parts(places, budget // (12 * model.vocab_size * (length - 1))):
            checkpoint()
            tokens = torch.tensor([streams[i][1][j] for i, j in part])
            cache = prefilled.cache_for([streams[i][0] for i, _ in part], keep=False)
            logits = model.all_logits(tokens[:, :-1], cache=cache)
            rest = torch.log_softmax(logits.float(), dim=-1).cpu().gather(-1, tokens[:, 1:, None])
            for place, values in zip(part, rest[..., 0].tolist(), strict=True):
                logprobs[place] += values
    return [
        Scores(tuple(tuple(logprobs[i, j]) for j in range(len(continuations))))
        for i, (_, continuations) in enumerate(streams)
    ]


def _parts(places: list[tuple[int, int]], size: int) -> Iterator[list[tuple[int, int]]]:
    size = max(1, size)
    for start in range(0, len(places), size):
        yield places[start : start + size]
