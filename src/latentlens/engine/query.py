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
        layer: the target layer l*, 0..n_layers.
        positions: the slots' absolute positions in the target.
        vectors: one source vector for each slot, before the mapping.
        mapping: f.
        injection: how the slot takes f(h).
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
        digest = hashlib.blake2b(content.view(-1).float().numpy().tobytes()).digest()
        return (self.layer, self.positions, self.mapping, self.injection, digest)


@dataclasses.dataclass(frozen=True)
class NextToken:
    """Read the next-token distribution after the target prompt.

    Args:
        top_k: how many of the most probable tokens come back.
        keep_logits: also return the logits of the whole vocabulary.
    """

    top_k: int = 5
    keep_logits: bool = False


@dataclasses.dataclass(frozen=True)
class Generate:
    """Let the model speak.

    Args:
        max_new_tokens: at most this many tokens.
        stop: texts that end the answer; neither they nor what follows belong to it.
        temperature: 0 for greedy; else sampled from softmax(logits / temperature).
        seed: of the sampling; a query's sample depends on it alone, never on what runs beside it.
        contrast: how much of the unpatched target's log-probabilities is taken off at every token.
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
        continuations: the tokens of each.
        contrast: as in `Generate`.
    """

    continuations: tuple[tuple[int, ...], ...]
    contrast: float = 0.0


Readout = NextToken | Generate | Score


@dataclasses.dataclass(frozen=True)
class Query:
    """One run of the target prompt with something written into it.

    Args:
        target_ids: the target prompt.
        writes: what is written where; none is the unpatched run. Several writes may stand at several layers.
        readout: what is read after the prompt's last token.
        knockouts: attention that is cut.
    """

    target_ids: tuple[int, ...]
    writes: tuple[Write, ...]
    readout: Readout
    knockouts: tuple[Knockout, ...] = ()

    @property
    def row_key(self) -> tuple[object, ...]:
        """Equal for queries that share their forward pass."""
        return (self.target_ids, tuple(write.key for write in self.writes), self.knockouts)


@dataclasses.dataclass(frozen=True)
class Distribution:
    """A next-token distribution: natural-log probabilities, in float32."""

    top_ids: tuple[int, ...]
    top_logprobs: tuple[float, ...]
    logits: Float[Tensor, " vocab"] | None = None

    @property
    def finite(self) -> bool:
        """Whether it is a distribution at all: False where a logit was NaN or +inf, or all were -inf."""
        return not _any_nan(self.top_logprobs)


@dataclasses.dataclass(frozen=True)
class Generation:
    """Generated tokens and the model's own (temperature 1) log-probability of each, contrasted if asked.

    `text` ends before a stop text. `token_ids` are the answer's tokens; where the model ends at once,
    the end token alone. Where `finite` is False the model had no distribution to take the next token from,
    and what was said before it is no whole answer.
    """

    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    text: str
    finite: bool = True


@dataclasses.dataclass(frozen=True)
class Scores:
    """For each continuation, the log-probability of each of its tokens."""

    logprobs: tuple[tuple[float, ...], ...]

    @property
    def finite(self) -> bool:
        """Whether every token was scored by a distribution; False where a logit was NaN or +inf."""
        return not any(map(_any_nan, self.logprobs))


@dataclasses.dataclass(frozen=True)
class Receipt:
    """Proof that a query's writes took place.

    Args:
        writes: how many slots were written (all writes together).
        norms_before: the norm of each slot before.
        norms_after: the norm of each slot after.
        finite: whether all that was written is numbers, in the precision of the target's residual stream.
    """

    writes: int = 0
    norms_before: tuple[float, ...] = ()
    norms_after: tuple[float, ...] = ()
    finite: bool = True


@dataclasses.dataclass(frozen=True)
class Result:
    """What a query read, and the receipt of its writes."""

    value: Distribution | Generation | Scores
    receipt: Receipt

    @property
    def finite(self) -> bool:
        """Whether what was written and what was read are numbers; where not, nothing may be read into it."""
        return self.receipt.finite and self.value.finite


def _any_nan(numbers: tuple[float, ...]) -> bool:
    # A logit that is NaN or +inf makes the sum of its distribution NaN, and so every log-probability.
    return any(map(math.isnan, numbers))
