"""Query and Result: what the engine runs (target, writes, readout), and what it returns."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import math

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.injection import Injection, Replace
from latentlens.engine.knockout import Knockout
from latentlens.mappings.mapping import Identity, Mapping


@dataclasses.dataclass(frozen=True, eq=False)
class Write:
    """Vectors to be written into the target's residual stream at one layer.

    Args:
        layer: target layer l*, 0 (embeddings) to n_layers (after the last block).
        positions: position of each slot among the target's tokens, from 0.
        vectors: source vectors [slot, d_source], before the mapping; any floating dtype and device.
        mapping: function f applied to each source vector. Default: the identity.
        injection: how a mapped vector is combined with the slot's own. Default: it replaces the slot's.
    """

    layer: int
    positions: tuple[int, ...]
    vectors: Float[Tensor, "slot d_source"]
    mapping: Mapping = dataclasses.field(default_factory=Identity)
    injection: Injection = dataclasses.field(default_factory=Replace)

    @functools.cached_property
    def key(self) -> tuple[object, ...]:
        """Hashable key that is equal for two writes with the same effect."""
        content = self.vectors.detach().cpu().contiguous()
        digest = hashlib.blake2b(content.view(-1).double().numpy().tobytes()).digest()
        return (self.layer, self.positions, self.mapping, self.injection, digest)


@dataclasses.dataclass(frozen=True)
class NextToken:
    """Readout: the next-token distribution after the target prompt.

    Args:
        top_k: number of most probable tokens to return. Default 5.
        keep_logits: whether the logits of the whole vocabulary are returned too. Default False.
    """

    top_k: int = 5
    keep_logits: bool = False


@dataclasses.dataclass(frozen=True)
class Generate:
    """Readout: tokens generated after the target prompt.

    Args:
        max_new_tokens: largest number of tokens to generate. Default 16.
        stop: texts that end the answer; the answer is cut before the first of them. Default: none.
        temperature: 0.0 (default) takes the most probable token; above 0, tokens are sampled from
            softmax(logits / temperature).
        seed: seed of the sampling. Default 0. A query's sample does not depend on the other queries.
        contrast: factor by which the unpatched target's log-probabilities are subtracted at every token
            (contrastive decoding). Default 0.0: not at all.
    """

    max_new_tokens: int = 16
    stop: tuple[str, ...] = ()
    temperature: float = 0.0
    seed: int = 0
    contrast: float = 0.0


@dataclasses.dataclass(frozen=True)
class Score:
    """Readout: the log-probability of each token of given continuations, teacher-forced.

    Args:
        continuations: token ids of each continuation, at least one token each.
        contrast: factor by which the unpatched target's log-probabilities are subtracted. Default 0.0.
    """

    continuations: tuple[tuple[int, ...], ...]
    contrast: float = 0.0


Readout = NextToken | Generate | Score


@dataclasses.dataclass(frozen=True)
class Query:
    """One run of a target prompt with vectors written into its residual stream, and what is read from it.

    Args:
        target_ids: token ids of the target prompt.
        writes: writes into the residual stream, at any layers; an empty tuple is the unpatched run.
        readout: what is read after the prompt's last token.
        knockouts: attention to block. Default: none.
        adapter: name of the one PEFT adapter that is active in this run, or `BASE` for the model without any.
            Default None: the adapters that are active in the model now. The user's model is not switched; a
            copy that shares its weights is run.
        position_ids: position id of each target token. Default None: 0, 1, 2, ... Tokens after the prompt are
            numbered from the last of them on.
    """

    target_ids: tuple[int, ...]
    writes: tuple[Write, ...]
    readout: Readout
    knockouts: tuple[Knockout, ...] = ()
    adapter: str | None = None
    position_ids: tuple[int, ...] | None = None

    @property
    def target_key(self) -> tuple[object, ...]:
        """Hashable key that is equal for queries with the same unpatched run."""
        return (self.target_ids, self.adapter, self.position_ids)

    @property
    def row_key(self) -> tuple[object, ...]:
        """Hashable key that is equal for queries that share their forward pass and differ only in readout."""
        return (*self.target_key, tuple(write.key for write in self.writes), self.knockouts)


@dataclasses.dataclass(frozen=True)
class Distribution:
    """Result of `NextToken`: the next-token distribution.

    Args:
        top_ids: token ids of the most probable tokens, most probable first.
        top_logprobs: their log-probabilities in nats, computed in float32.
        logits: logits of the whole vocabulary, if `keep_logits` was set; else None.
    """

    top_ids: tuple[int, ...]
    top_logprobs: tuple[float, ...]
    logits: Float[Tensor, " vocab"] | None = None

    @property
    def finite(self) -> bool:
        """Whether the probabilities are numbers: False if a logit was NaN or +inf, or all were -inf."""
        return not _any_nan(self.top_logprobs)


@dataclasses.dataclass(frozen=True)
class Generation:
    """Result of `Generate`: the generated answer.

    Args:
        token_ids: token ids of the answer, without a stop text; the end token alone if the model ends at
            once.
        logprobs: log-probability of each token in nats, at temperature 1, with the contrast if one was set.
        text: the answer's text, cut before a stop text.
        finite: False if a next-token distribution was NaN, so that the answer ends before its end. Default
            True.
    """

    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    text: str
    finite: bool = True


@dataclasses.dataclass(frozen=True)
class Scores:
    """Result of `Score`: log-probabilities of the continuations.

    Args:
        logprobs: for each continuation, the log-probability of each of its tokens in nats.
    """

    logprobs: tuple[tuple[float, ...], ...]

    @property
    def finite(self) -> bool:
        """Whether all scores are numbers: False if a logit was NaN or +inf."""
        return not any(map(_any_nan, self.logprobs))


@dataclasses.dataclass(frozen=True)
class Receipt:
    """Record of the writes that a query made, taken from the residual stream in the forward pass.

    Args:
        writes: number of slots written, over all writes.
        norms_before: L2 norm of each slot before it was written.
        norms_after: L2 norm of each slot after it was written.
        finite: whether the written vectors are finite in the dtype of the target's residual stream.
    """

    writes: int = 0
    norms_before: tuple[float, ...] = ()
    norms_after: tuple[float, ...] = ()
    finite: bool = True


@dataclasses.dataclass(frozen=True)
class Result:
    """Result of a query.

    Args:
        value: result of its readout: a `Distribution`, `Generation` or `Scores`.
        receipt: record of its writes; empty for an unpatched run.
    """

    value: Distribution | Generation | Scores
    receipt: Receipt

    @property
    def finite(self) -> bool:
        """Whether what was written and what was read is free of NaN and infinity."""
        return self.receipt.finite and self.value.finite


def _any_nan(numbers: tuple[float, ...]) -> bool:
    # A logit that is NaN or +inf makes the normaliser NaN, and so every log-probability.
    return any(map(math.isnan, numbers))
