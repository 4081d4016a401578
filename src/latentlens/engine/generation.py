"""Generation after the target prompt, token by token, and next-token distributions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

import torch

from latentlens.engine.next_tokens import ReadSite, contrastive_logprobs, top_tokens
from latentlens.engine.prefill import Checkpoint, Prefilled
from latentlens.engine.query import Distribution, Generate, Generation, NextToken
from latentlens.engine.stoppable import stoppable
from latentlens.engine.stops import Stops
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.model.unembedding import States, Unembedding


class GenerationState:
    """The tokens generated so far for one query, and whether generation has ended.

    Args:
        readout: temperature, stop texts and maximum length of the generation.
        tokenizer: tokenizer of the target model, which decodes the tokens and knows the end tokens.
    """

    def __init__(self, readout: Generate, tokenizer: ModelTokenizer) -> None:
        self.readout = readout
        self.token_ids: list[int] = []
        self.finished = False
        self._finite = True
        # One generator per query, on the CPU, so that a sample depends on neither batch nor device.
        self.random = torch.Generator("cpu").manual_seed(readout.seed) if readout.temperature > 0 else None
        self._logprobs: list[float] = []
        self._tokenizer = tokenizer
        self._ends = tokenizer.stop_ids  # looked up once, because transformers is slow at it
        self._stops = Stops(readout.stop, tokenizer.decode, tokenizer.hf.convert_ids_to_tokens)

    def append(self, token: int, logprob: float) -> None:
        """Add a generated token, and find out whether the answer ends with it.

        Args:
            token: id of the token.
            logprob: its log-probability in nats; NaN if the distribution was NaN, which ends the answer
                without this token.
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
        """Return the answer, without a stop text or end token unless nothing else was generated."""
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
    """Append one token to every generation: the most probable, or a sample if a temperature is set.

    Args:
        unembedding: final norm and unembedding of the model.
        states: residual stream [row, d_model] after the last block, at each sequence's last token.
        sites: for each generation, the row of `states` that its token is read from.
        generations: generation for each entry of `sites`.
        check: called before every block of the work; it may raise an error to stop.
    """
    greedy = [i for i, site in enumerate(sites) if generations[i].random is None and not site.contrast]
    if greedy:
        ids, logprobs = top_tokens(unembedding, states[[sites[i].row for i in greedy]], 1, check)
        for i, token, logprob in zip(greedy, ids[:, 0].tolist(), logprobs[:, 0].tolist(), strict=True):
            generations[i].append(token, logprob)
    others = sorted(set(range(len(sites))).difference(greedy))
    for n, logprobs_of_all in contrastive_logprobs(unembedding, states, [sites[i] for i in others], check):
        generation = generations[others[n]]
        token = int(logprobs_of_all.argmax())
        largest = float(logprobs_of_all[token])  # NaN if a logit was NaN or +inf; then nothing can be sampled
        if generation.random is None or math.isnan(largest):
            generation.append(token, largest)
            continue
        # The largest is subtracted first: divided by a temperature near 0, all would become -inf.
        probs = torch.softmax((logprobs_of_all - largest) / generation.readout.temperature, dim=-1).cpu()
        token = int(torch.multinomial(probs, 1, generator=generation.random))
        generation.append(token, float(logprobs_of_all[token]))


def next_token_distributions(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, NextToken]],
    checkpoint: Checkpoint,
) -> list[Distribution]:
    """Return the next-token distributions of several rows; the arguments are those of `generate`."""
    distributions: dict[int, Distribution] = {}
    by_readout: dict[NextToken, list[int]] = defaultdict(list)
    for i, (_, readout) in enumerate(streams):
        by_readout[readout].append(i)
    for readout, indices in by_readout.items():
        states = prefilled.states[[streams[i][0] for i in indices]]
        logits = model.unembedding.logits(states, checkpoint) if readout.keep_logits else None
        if logits is None:
            ids, values = top_tokens(model.unembedding, states, readout.top_k, checkpoint)
        else:
            k = min(readout.top_k, logits.shape[-1])
            values, ids = torch.log_softmax(logits.float(), dim=-1).topk(k)
        for n, (i, top, logprobs) in enumerate(zip(indices, ids.tolist(), values.tolist(), strict=True)):
            # cloned, because a view of one row would keep the logits of all rows in memory
            kept = None if logits is None else logits[n].clone()
            distributions[i] = Distribution(tuple(top), tuple(logprobs), kept)
    return [distributions[i] for i in range(len(streams))]


def generate(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, Generate]],
    checkpoint: Checkpoint,
) -> list[Generation]:
    """Generate after several rows in one batch; each result is as if its row ran alone.

    Args:
        model: the target model.
        prefilled: the chunk of rows after the forward pass over its target prompt.
        streams: for each generation, the index of its row in `prefilled.states`, and its settings.
        checkpoint: called before every forward pass, in a large one before every block of the model, and at
            every block of the unembedding; it may raise an error to stop.
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
        if model.regime(length) != regime:  # the cached keys have other rotary angles: run the rows again
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
        after = prefilled.after_prompt(rows, done, len(tokens[0]))
        edits = stoppable(model, len(tokens) * len(tokens[0]), checkpoint)
        states = model.states(tokens, cache=cache, edits=edits, **after)[:, -1]
        row_of = {entry: row for row, entry in enumerate(batch)}
        sites = [ReadSite(row_of[i, False], row_of.get((i, True), 0), streams[i][1].contrast) for i in alive]


def _batch(streams: Sequence[tuple[int, Generate]], alive: Sequence[int]) -> list[tuple[int, bool]]:
    """Return the rows to run, as (generation, is unpatched): all unfinished ones, then their contrasts."""
    return [(i, False) for i in alive] + [(i, True) for i in alive if streams[i][1].contrast]
