"""What follows the target prompt: next-token distributions, generation, teacher-forced scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.contrast import contrasted
from latentlens.engine.query import Distribution, Generate, Generation, NextToken, Score, Scores
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
    alive = list(range(len(streams)))
    batch = _batch(streams, alive)
    logits: Sequence[Tensor] | Tensor = [prefilled.logits[_row(streams, place)] for place in batch]
    cache: RowCache | None = None
    while True:
        unpatched = {i: row for (i, beside), row in zip(batch, logits, strict=True) if beside}
        for i, row in zip(alive, logits, strict=False):  # their own rows stand first
            speakers[i].take(row, unpatched.get(i))
        alive = [i for i in alive if not speakers[i].finished]
        if not alive:
            return [speaker.generation() for speaker in speakers]
        before, batch = batch, _batch(streams, alive)
        rows = [_row(streams, place) for place in batch]
        if cache is None:
            cache = prefilled.cache_for(rows, keep=True)
        elif len(batch) < len(before):
            kept = [before.index(place) for place in batch]
            cache.select([kept] * len(cache.layers))
        checkpoint()
        said = len(speakers[alive[0]].token_ids) - 1
        cuts = prefilled.hidden(rows, said, 1)
        logits = model.forward([[speakers[i].token_ids[-1]] for i, _ in batch], cache=cache, hidden=cuts)


def _batch(streams: Sequence[tuple[int, Generate]], alive: Sequence[int]) -> list[tuple[int, bool]]:
    """Return what runs: every stream still going, then an unpatched row beside each that is contrasted."""
    return [(i, False) for i in alive] + [(i, True) for i in alive if streams[i][1].contrast]


def _row(streams: Sequence[tuple[int, Generate]], place: tuple[int, bool]) -> int:
    i, beside = place
    return 0 if beside else streams[i][0]


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

    def take(self, logits: Float[Tensor, " vocab"], unpatched: Float[Tensor, " vocab"] | None) -> None:
        """Choose the next token and note whether the answer ends with it."""
        logprobs = contrasted(logits, unpatched, self.readout.contrast)
        if self.readout.temperature > 0:
            probs = torch.softmax(logprobs / self.readout.temperature, dim=-1).cpu()
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
    streams: Sequence[tuple[int, Score]],
    budget: int,
    checkpoint: Checkpoint,
) -> list[Scores]:
    """Score several continuations of several rows, each token of each, teacher-forced.

    Args:
        model: the target model.
        prefilled: the chunk after its prompt.
        streams: indices into the chunk's logits, and what is to be scored after each.
        budget: bytes that the logits of one forward pass may take.
        checkpoint: called before every forward pass; may raise to stop.
    """
    logprobs: dict[tuple[int, int], list[float]] = {}
    by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, (row, readout) in enumerate(streams):
        first = contrasted(prefilled.logits[row], prefilled.logits[0], readout.contrast)
        for j, continuation in enumerate(readout.continuations):
            logprobs[i, j] = [float(first[continuation[0]])]
            by_length[len(continuation)].append((i, j))
    for length, places in by_length.items():
        if length == 1:
            continue
        for part in _parts(places, budget // (24 * model.vocab_size * (length - 1))):
            checkpoint()
            beside = [(i, j) for i, j in part if streams[i][1].contrast]
            rows = [streams[i][0] for i, _ in part] + [0] * len(beside)
            tokens = torch.tensor([streams[i][1].continuations[j] for i, j in (*part, *beside)])
            cache = prefilled.cache_for(rows, keep=False)
            cuts = prefilled.hidden(rows, 0, length - 1)
            logits = model.all_logits(tokens[:, :-1], cache=cache, hidden=cuts)
            unpatched = dict(zip(beside, logits[len(part) :], strict=True))
            for at, (i, j) in enumerate(part):
                rest = contrasted(logits[at], unpatched.get((i, j)), streams[i][1].contrast)
                found = rest.gather(-1, tokens[at, 1:, None].to(rest.device))
                logprobs[i, j] += found[:, 0].tolist()
    return [
        Scores(tuple(tuple(logprobs[i, j]) for j in range(len(readout.continuations))))
        for i, (_, readout) in enumerate(streams)
    ]


def _parts(places: list[tuple[int, int]], size: int) -> Iterator[list[tuple[int, int]]]:
    size = max(1, size)
    for start in range(0, len(places), size):
        yield places[start : start + size]
