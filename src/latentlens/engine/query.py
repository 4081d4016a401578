"""What can be asked of the engine: a query, and what comes back."""

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
    """One write into the target: vectors into slots at one layer.

    Args:
        layer: the target layer l*, 0 (embeddings) to n_layers (after the last block).
        positions: index of each slot among the target's tokens, from 0.
        vectors: one source vector for each slot, before the mapping; any floating dtype and device.
        mapping: the function f from a source vector to what is injected; the identity by default.
        injection: how a slot takes the mapped vector; by default it is replaced.
    """

    layer: int
    positions: tuple[int, ...]
    vectors: Float[Tensor, "slot d_source"]
    mapping: Mapping = dataclasses.field(default_factory=Identity)
    injection: Injection = dataclasses.field(default_factory=Replace)

    @functools.cached_property
    def key(self) -> tuple[object, ...]:
        """Equal for two writes that do the same."""
        content = self.vectors.detach().cpu().contiguous()
        digest = hashlib.blake2b(content.view(-1).double().numpy().tobytes()).digest()
        return (self.layer, self.positions, self.mapping, self.injection, digest)


@dataclasses.dataclass(frozen=True)
class NextToken:
    """Read the next-token distribution after the target prompt.

    Args:
        top_k: how many of the most probable tokens come back; 5 by default.
        keep_logits: whether the logits of the whole vocabulary come back too; False by default.
    """

    top_k: int = 5
    keep_logits: bool = False


@dataclasses.dataclass(frozen=True)
class Generate:
    """Generate tokens after the target prompt.

    Args:
        max_new_tokens: generation stops after this many tokens at the latest; 16 by default.
        stop: texts that end the answer; neither they nor what follows belong to it. None by default.
        temperature: 0.0 (the default) takes the most probable token; above 0, tokens are sampled from
            softmax(logits / temperature).
        seed: seeds the sampling, 0 by default. A query's sample depends on nothing that runs beside it.
        contrast: how much of the unpatched target's log-probabilities is subtracted at every token; 0.0 (the
            default) for none.
    """

    max_new_tokens: int = 16
    stop: tuple[str, ...] = ()
    temperature: float = 0.0
    seed: int = 0
    contrast: float = 0.0


@dataclasses.dataclass(frozen=True)
class Score:
    """Teacher-force continuations and read the log-probability of each of their tokens.

    Args:
        continuations: the token ids of each, at least one.
        contrast: as in `Generate`; 0.0 by default.
    """

    continuations: tuple[tuple[int, ...], ...]
    contrast: float = 0.0


Readout = NextToken | Generate | Score


@dataclasses.dataclass(frozen=True)
class Query:
    """One run of the target prompt with something written into it.

    Args:
        target_ids: token ids of the target prompt.
        writes: what is written where; none is the unpatched run. Several writes may stand at several layers.
        readout: what is read after the prompt's last token.
        knockouts: attention that is cut; none by default.
        adapter: name of the PEFT adapter that is on, alone, while this query runs, or `BASE` for none of
            them. None (the default) runs the model with the adapters that are on in it now. The user's model
            is not switched: a twin that shares its weights runs.
        position_ids: the position of each target token, where it is not 0, 1, 2, ... (the default, None).
            Tokens after the prompt count on from the last of them.
    """

    target_ids: tuple[int, ...]
    writes: tuple[Write, ...]
    readout: Readout
    knockouts: tuple[Knockout, ...] = ()
    adapter: str | None = None
    position_ids: tuple[int, ...] | None = None

    @property
    def target_key(self) -> tuple[object, ...]:
        """Equal for queries whose unpatched runs are one."""
        return (self.target_ids, self.adapter, self.position_ids)

    @property
    def row_key(self) -> tuple[object, ...]:
        """Equal for queries that share their forward pass."""
        return (*self.target_key, tuple(write.key for write in self.writes), self.knockouts)


@dataclasses.dataclass(frozen=True)
class Distribution:
    """A next-token distribution.

    Args:
        top_ids: ids of the most probable tokens, best first.
        top_logprobs: their log-probabilities in nats, computed in float32.
        logits: those of the whole vocabulary where they were asked for, else None.
    """

    top_ids: tuple[int, ...]
    top_logprobs: tuple[float, ...]
    logits: Float[Tensor, " vocab"] | None = None

    @property
    def finite(self) -> bool:
        """Whether it is a distribution at all: False where a logit was NaN or +inf, or all were -inf."""
        return not _any_nan(self.top_logprobs)


@dataclasses.dataclass(frozen=True)
class Generation:
    """Generated tokens.

    Args:
        token_ids: the answer's tokens, without a stop text; the end token alone where the model ends at once.
        logprobs: the model's own (temperature 1) log-probability of each in nats, contrasted if asked.
        text: the answer; it ends before a stop text.
        finite: False where the model had no distribution to take the next token from, so that what was
            generated before it is no whole answer.
    """

    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    text: str
    finite: bool = True


@dataclasses.dataclass(frozen=True)
class Scores:
    """Scores of continuations.

    Args:
        logprobs: for each continuation, the log-probability of each of its tokens in nats.
    """

    logprobs: tuple[tuple[float, ...], ...]

    @property
    def finite(self) -> bool:
        """Whether every token was scored by a distribution; False where a logit was NaN or +inf."""
        return not any(map(_any_nan, self.logprobs))


@dataclasses.dataclass(frozen=True)
class Receipt:
    """Proof that a query's writes took place.

    Args:
        writes: how many slots were written, all writes together.
        norms_before: the L2 norm of each slot before it was written.
        norms_after: the L2 norm of each slot after it was written.
        finite: whether all that was written is finite in the precision of the target's residual stream.
    """

    writes: int = 0
    norms_before: tuple[float, ...] = ()
    norms_after: tuple[float, ...] = ()
    finite: bool = True


@dataclasses.dataclass(frozen=True)
class Result:
    """What a query read, and the receipt of its writes.

    Args:
        value: what its readout asked for.
        receipt: proof of its writes; empty for an unpatched run.
    """

    value: Distribution | Generation | Scores
    receipt: Receipt

    @property
    def finite(self) -> bool:
        """Whether what was written and what was read are numbers; where not, nothing may be read into it."""
        return self.receipt.finite and self.value.finite


def _any_nan(numbers: tuple[float, ...]) -> bool:
    # A logit that is NaN or +inf makes the sum of its distribution NaN, and so every log-probability.
    return any(map(math.isnan, numbers))
