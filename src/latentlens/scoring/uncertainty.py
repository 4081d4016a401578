"""Uncertainty of tokens: mean and minimum probability, entropy, surprisal, precision@1."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from latentlens.errors import InputError
from latentlens.scoring.forced_choice import mean_probability

_ROUNDING = 1e-4
"""Largest log-probability above 0 that is accepted as a rounding error."""


@dataclasses.dataclass(frozen=True)
class TokenConfidence:
    """Summary of the token probabilities of one answer.

    Args:
        mean: geometric mean of the tokens' probabilities.
        minimum: the smallest token probability, which one improbable token of a long answer lowers.
        total_logprob: natural-log probability of the whole answer. It falls with every token, so it compares
            answers of equal length only.
        n_tokens: number of tokens.
    """

    mean: float
    minimum: float
    total_logprob: float
    n_tokens: int

    @classmethod
    def of(cls, logprobs: Sequence[float]) -> TokenConfidence:
        """Summarise the tokens of one answer.

        Args:
            logprobs: the natural-log probability of each token.

        Raises:
            InputError: if there are no tokens, or a number is not a log-probability.

        Examples:
            >>> tokens = TokenConfidence.of([math.log(0.5), math.log(0.125)])
            >>> round(tokens.mean, 6), round(tokens.minimum, 6), round(math.exp(tokens.total_logprob), 6)
            (0.25, 0.125, 0.0625)
        """
        if not len(logprobs):
            raise InputError("There are no tokens. An answer that ends at once still has its end token.")
        for i, logprob in enumerate(logprobs):
            if not logprob <= _ROUNDING:
                raise InputError(
                    f"logprobs[{i}] is {logprob}; a log-probability is at most 0. Give natural logarithms of "
                    "the tokens' probabilities."
                )
        inside = [min(0.0, float(logprob)) for logprob in logprobs]
        return cls(mean_probability(inside), math.exp(min(inside)), math.fsum(inside), len(inside))


def entropy(logits: Tensor) -> Float[Tensor, "*cell"]:
    """Return the entropy of next-token distributions, in nats.

    Args:
        logits: logits or log-probabilities [*cell, vocab]; -inf is a probability of 0.

    Returns:
        Entropies [*cell], from 0 (one token has probability 1) to log(vocab) (uniform).

    Raises:
        InputError: if a distribution holds NaN or +inf, or -inf alone.

    Examples:
        >>> round(entropy(torch.zeros(8)).item() / math.log(8), 6)
        1.0
    """
    logprobs = _logprobs(logits)
    # 0 * -inf is NaN, but a token of probability 0 adds nothing to the entropy
    return -(logprobs.exp() * logprobs.clamp_min(torch.finfo(logprobs.dtype).min)).sum(-1)


def surprisal(read: Tensor, final: Tensor) -> Float[Tensor, "*cell"]:
    """Return the surprisal of the reader's top token under the model: -log p^L[argmax p~], in nats.

    Args:
        read: logits [*cell, vocab] of p~, the distribution that a reader gives for a layer.
        final: logits [*cell, vocab] of p^L, the model's own distribution at the same position; broadcast
            against `read`.

    Raises:
        InputError: if a distribution holds NaN or +inf, or -inf alone; or if the shapes do not fit.

    Examples:
        >>> final = torch.tensor([0.5, 0.25, 0.25]).log()
        >>> round(surprisal(torch.tensor([0.0, 9.0, 0.0]), final).item() / math.log(4), 6)
        1.0

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), section 4.1.
    """
    read_logprobs, model_logprobs = _same_shape(_logprobs(read), _logprobs(final))
    return -model_logprobs.gather(-1, read_logprobs.argmax(-1, keepdim=True)).squeeze(-1)


def precision_at_1(read: Tensor, final: Tensor) -> Bool[Tensor, "*cell"]:
    """Return where the reader's top token equals the model's: argmax p~ = argmax p^L.

    Precision@1 is the mean of the result. Of equally probable tokens, the one with the lowest id counts.

    Args:
        read: logits [*cell, vocab] of p~, the distribution that a reader gives for a layer.
        final: logits [*cell, vocab] of p^L, the model's own distribution at the same position; broadcast
            against `read`.

    Raises:
        InputError: if a distribution holds NaN or +inf, or -inf alone; or if the shapes do not fit.

    Examples:
        >>> read = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
        >>> precision_at_1(read, torch.tensor([3.0, 2.0])).tolist()
        [True, False]

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), section 4.1.
    """
    read_logprobs, model_logprobs = _same_shape(_logprobs(read), _logprobs(final))
    return read_logprobs.argmax(-1) == model_logprobs.argmax(-1)


def _logprobs(logits: Tensor) -> Tensor:
    given = torch.as_tensor(logits, device=None if isinstance(logits, Tensor) else "cpu")
    if not given.ndim or not given.shape[-1]:
        raise InputError(f"The logits have the shape {tuple(given.shape)}; the last axis is the vocabulary.")
    # sums over a vocabulary need more digits than half precision has
    wide = given if given.dtype == torch.float64 else given.float()
    logprobs = wide.log_softmax(-1)
    if logprobs.isnan().any():
        raise InputError(
            "A next-token distribution holds NaN or +inf, or -inf alone. Give logits or log-probabilities."
        )
    return logprobs


def _same_shape(read: Tensor, final: Tensor) -> tuple[Tensor, Tensor]:
    if read.shape[-1] != final.shape[-1]:
        raise InputError(
            f"One distribution is over {read.shape[-1]} tokens and the other over {final.shape[-1]}. Compare "
            "within one vocabulary."
        )
    try:
        one, other = torch.broadcast_tensors(read, final)  # type: ignore[no-untyped-call]  # as torch has it
    except RuntimeError as error:
        raise InputError(
            f"The shapes {tuple(read.shape)} and {tuple(final.shape)} do not fit. Give one distribution for "
            "each cell in both, or one for all."
        ) from error
    return one, other
