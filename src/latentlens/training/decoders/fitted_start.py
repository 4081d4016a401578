"""The matrix that a projection begins with: one model's states mapped to another's at the same characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.selection import Site
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.model.scope import gradients
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.moments import Moments

MAX_TEXTS = 1000
"""Most texts that are run; more add little to a fit of this size, and take time."""

_RIDGE = 1e-3


def fitted_matrix(
    rows: Iterable[DecoderRow],
    reads: Backend,
    answers: Backend,
    layers: Sequence[int],
    to: int,
    work: Progress,
) -> Float[Tensor, "d_target d_source"]:
    """Return the matrix with the smallest squared error from the states that are read to those of a layer.

    The two models need not have the same tokens: states are compared where a token of each ends at the same
    character of a text, so that both have seen the same.

    Args:
        rows: rows whose sources are run, the messages of a chat each as a text of its own; the first 1,000
            different texts.
        reads: backend of the model that is read.
        answers: backend of the model that answers.
        layers: layers that are read; all are mapped by one matrix.
        to: layer of the model that answers whose states are the target.
        work: counts nothing; may raise to stop.

    Raises:
        InputError: if there is no text in which tokens of both models end together.
    """
    texts = dict.fromkeys(
        text
        for row in rows
        for text in ([row.source] if isinstance(row.source, str) else [m["content"] for m in row.source])
        if text.strip()
    )
    moments = Moments(reads.d_model, answers.d_model, answers.device)
    with gradients(kept=False):
        for text in list(texts)[:MAX_TEXTS]:
            work.check()
            ours, theirs = _ends(text, reads), _ends(text, answers)
            shared = sorted(ours.keys() & theirs.keys())
            if not shared:
                continue
            source = [Site(layer, ours[end]) for layer in layers for end in shared]
            target = _states(text, [Site(to, theirs[end]) for end in shared], answers)
            moments.add(_states(text, source, reads), target.repeat(len(layers), 1))
    if not moments.n:
        raise InputError(
            f"No token of {reads.name} ends where one of {answers.name} does in any text of the rows, so "
            "mapping.fitted_to has nothing to fit. Leave it out: the matrix then begins with random numbers."
        )
    return moments.solve(bias=False, ridge=_RIDGE).matrix.float()


def _ends(text: str, model: Backend) -> dict[int, int]:
    """Return the position of the token that ends at each character of a text, where one does."""
    ids, spans = list(model.tokenizer.encode(text)), model.tokenizer.spans(text)
    own = [token for token, _, _ in spans]  # special tokens stand before them, after them, or both
    starts = (at for at in range(len(ids) - len(own) + 1) if ids[at : at + len(own)] == own)
    first = next(starts, None)
    return {} if first is None else {end: first + i for i, (_, _, end) in enumerate(spans)}


def _states(text: str, sites: Sequence[Site], model: Backend) -> Float[Tensor, "site d_model"]:
    ids = model.tokenizer.encode(text)
    return next(states for _, states in model.model.capture_sites([ids], [sites]))
