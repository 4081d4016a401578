"""What follows the target prompt: next-token distributions, and tokens generated one after the other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

import torch

from latentlens.engine.next_tokens import ReadSite, contrastive_logprobs, top_tokens
from latentlens.engine.prefill import Checkpoint, Prefilled
from latentlens.engine.query import Distribution, Generate, Generation, NextToken
from latentlens.engine.stops import Stops
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.model.unembedding import States, Unembedding


class GenerationState:
    """The tokens generated so far for one query, and whether it has stopped.

    Args:
        readout: temperature, stop texts and limits of the generation.
        tokenizer: the target model's; it decodes the tokens and knows which of them end a text.
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

    def append(self, token: int, logprob: float) -> None:
        """Add a generated token and note whether the answer ends with it.

        Args:
            token: the token's id.
            logprob: its log-probability in nats; NaN says that there was no distribution to take it from, so
                the answer ends without it.
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
        """Return the answer without the stop text or end token, unless nothing else was generated."""
        text = self._tokenizer.decode(self.token_ids)
        n = len(self.token_ids)
        if (cut := self._stops.cut(self.token_ids)) is not None:
            text = text[:cut]
            while n > 1 and len(self._tokenizer.decode(self.token_ids[: n - 1])) >= cut:
                n -= 1
        elif n > 1 and self.token_ids[-1] in self._ends:
            n -= 1
        return Generation(tuple(self.token_ids[:n]), tuple(self._logprobs[:n]), text, self._finite)


def sample_next_tokens(
    unembedding: Unembedding,
    states: States,
    sites: Sequence[ReadSite],
    generations: Sequence[GenerationState],
    check: Callable[[], None],
) -> None:
    """Append one token to every generation: the most probable one, or a sample where a temperature is set.

    Args:
        unembedding: turns states into logits.
        states: the residual stream after the last block, at each sequence's last token.
        sites: where each generation's token is read; several may read one state.
        generations: one for each site.
        check: called before every block of the work; may raise to stop it.
    """
    greedy = [i for i, site in enumerate(sites) if generations[i].random is None and not site.contrast]
    if greedy:
        ids, logprobs = top_tokens(unembedding, states[[sites[i].row for i in greedy]], 1, check)
        for i, token, logprob in zip(greedy, ids[:, 0].tolist(), logprobs[:, 0].tolist(), strict=True):
            generations[i].append(token, logprob)
    others = sorted(set(range(len(sites))).difference(greedy))
    for n, own in contrastive_logprobs(unembedding, states, [sites[i] for i in others], check):
        generation = generations[others[n]]
        token = int(own.argmax())
        likeliest = float(own[token])  # NaN where a logit was NaN or +inf: nothing can be drawn from that
        if generation.random is None or math.isnan(likeliest):
            generation.append(token, likeliest)
            continue
        # Subtracted first, or a temperature near 0 would make minus infinity of all.
        probs = torch.softmax((own - likeliest) / generation.readout.temperature, dim=-1).cpu()
        token = int(torch.multinomial(probs, 1, generator=generation.random))
        generation.append(token, float(own[token]))


def next_token_distributions(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, NextToken]],
    checkpoint: Checkpoint,
) -> list[Distribution]:
    """Return the next-token distribution of several (row, readout) pairs; arguments as in `generate`."""
    found: dict[int, Distribution] = {}
    by_readout: dict[NextToken, list[int]] = defaultdict(list)
    for i, (_, readout) in enumerate(streams):
        by_readout[readout].append(i)
    for readout, asked in by_readout.items():
        states = prefilled.states[[streams[i][0] for i in asked]]
        logits = model.unembedding.logits(states, checkpoint) if readout.keep_logits else None
        if logits is None:
            ids, values = top_tokens(model.unembedding, states, readout.top_k, checkpoint)
        else:
            k = min(readout.top_k, logits.shape[-1])
            values, ids = torch.log_softmax(logits.float(), dim=-1).topk(k)
        for n, (i, own, logprobs) in enumerate(zip(asked, ids.tolist(), values.tolist(), strict=True)):
            # cloned, or one row that somebody keeps would keep them all
            kept = None if logits is None else logits[n].clone()
            found[i] = Distribution(tuple(own), tuple(logprobs), kept)
    return [found[i] for i in range(len(streams))]


def generate(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, Generate]],
    checkpoint: Checkpoint,
) -> list[Generation]:
    """Generate for several (row, readout) pairs together; each is as if it ran alone.

    Args:
        model: the target model.
        prefilled: the chunk after its target prompt.
        streams: for each generation the index of its row in `prefilled.states`, and how it is decoded.
        checkpoint: called before every forward pass and each block of what follows it; may raise to stop.
    """
    generations = [GenerationState(readout, model.tokenizer) for _, readout in streams]
    alive = list(range(len(streams)))
    batch = _batch(streams, alive)
    states = prefilled.states
    sites = [ReadSite(row, 0, readout.contrast) for row, readout in streams]
    cache: RowCache | None = None
    regime = model.regime(prefilled.length)
    while True:
        sample_next_tokens(model.unembedding, states, sites, [generations[i] for i in alive], checkpoint)
        alive = [i for i in alive if not generations[i].finished]
        if not alive:
            return [generation.generation() for generation in generations]
        before, batch = batch, _batch(streams, alive)
        rows = [0 if is_unpatched else streams[i][0] for i, is_unpatched in batch]
        done = len(generations[alive[0]].token_ids) - 1
        length = prefilled.length + done + 1
        if model.regime(length) != regime:  # no key of before fits: the whole row is run anew
            regime, done = model.regime(length), 0
            cache = prefilled.at_length(length).cache_for(rows, keep=True)
        elif cache is None:
            cache = prefilled.cache_for(rows, keep=True)
            cache.unshare_prefix()
        elif len(batch) < len(before):
            kept = [before.index(entry) for entry in batch]
            cache.select([kept] * len(cache.layers))
        checkpoint()
        tokens = [generations[i].token_ids[done:] for i, _ in batch]
        after = prefilled.continued(rows, done, len(tokens[0]))
        states = model.states(tokens, cache=cache, **after)[:, -1]
        row_of = {entry: row for row, entry in enumerate(batch)}
        sites = [ReadSite(row_of[i, False], row_of.get((i, True), 0), streams[i][1].contrast) for i in alive]


def _batch(streams: Sequence[tuple[int, Generate]], alive: Sequence[int]) -> list[tuple[int, bool]]:
    """Return what runs: every generation still going, then an unpatched row beside each contrasted one."""
    return [(i, False) for i in alive] + [(i, True) for i in alive if streams[i][1].contrast]
