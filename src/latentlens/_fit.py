"""Fit mappings on texts: lenses of one model, and maps from one model into another."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from latentlens._errors import InputError
from latentlens.engine.layer_mappings import LayerMappings
from latentlens.engine.run import Progress
from latentlens.fitting.corpus import split
from latentlens.fitting.gradient import fit_translators
from latentlens.fitting.jacobian import fit_jacobians
from latentlens.fitting.least_squares import fit_least_squares

if TYPE_CHECKING:
    from latentlens.session import Session

LensFit = Literal["least squares", "linear", "kl", "jacobian"]


def fit_lens(
    session: Session,
    texts: Iterable[str],
    method: LensFit = "least squares",
    *,
    layers: Iterable[int] | None = None,
    held_out: float = 0.1,
    ridge: float = 0.0,
    steps: int = 250,
    seed: int = 0,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> LayerMappings:
    """Fit a lens: for every layer, a map to the last one.

    Args:
        session: the model.
        texts: the corpus; some of its documents are held out, and measured on alone.
        method: "least squares", the paper's tuned lens (an affine regression of h^L on h^l); "linear", the
            same without a bias (linear shortcuts); "kl", an affine translator trained so that the lens says
            what the model will say; "jacobian", the average Jacobian.
        layers: which layers; None for all.
        held_out: the share of documents that is held out.
        ridge: of the regressions; with one, fewer tokens than d_model will do.
        steps: of the translator's training.
        seed: of the split.
        on_progress: called with (work done, work in all).
        cancel: when set, the fit stops.

    Returns:
        The mappings, for `Lens("tuned", ...)`, `Lens("shortcut", ...)` or `Lens("jacobian", ...)`. Printed,
        they show the held-out figures.

    Raises:
        InputError: if the corpus is too small, or a setting makes no sense.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Lens, Session
        >>> session = Session()
        >>> mappings = fit_lens(session, ["a fox met a hare", "one and two", "Peru"], layers=[2], ridge=0.1)
        >>> grid = session.lens(session.run("The capital of Peru"), Lens("tuned", mappings))
        >>> grid.layers
        [2]

    Source:
        arXiv 2401.06102, section 4.1; arXiv 2303.08112 ("kl"); arXiv 2303.09435 ("linear").
    """
    model = session.model
    corpus = split(texts, model, held_out=held_out, seed=seed)
    if method == "kl":
        return fit_translators(
            model, corpus, layers=layers, steps=steps, on_progress=on_progress, cancel=cancel
        )
    if method == "jacobian":
        return fit_jacobians(model, corpus, layers=layers, on_progress=on_progress, cancel=cancel)
    if method not in ("least squares", "linear"):
        raise InputError(
            f"{method!r} is no way to fit a lens. Use 'least squares', 'linear', 'kl' or 'jacobian'."
        )
    return fit_least_squares(
        model,
        corpus,
        kind="affine" if method == "least squares" else "linear",
        layers=layers,
        ridge=ridge,
        on_progress=on_progress,
        cancel=cancel,
    )


def fit_mapping(
    source: Session,
    target: Session,
    texts: Iterable[str],
    *,
    kind: Literal["affine", "linear"] = "affine",
    layers: Iterable[int] | None = None,
    target_layers: Iterable[int] | None = None,
    held_out: float = 0.1,
    ridge: float = 0.0,
    seed: int = 0,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> LayerMappings:
    """Fit maps from the layers of one model to those of another, at the same tokens.

    Args:
        source: the model M that is read.
        target: the model M* that is written into; its tokenizer must give the same tokens.
        texts: the corpus; some of its documents are held out, and measured on alone.
        kind: "affine" or "linear".
        layers: of the source; None for all.
        target_layers: of the target; None for all.
        held_out: the share of documents that is held out.
        ridge: with one, fewer tokens than d_model will do.
        seed: of the split.
        on_progress: called with (work done, work in all).
        cancel: when set, the fit stops.

    Returns:
        The mappings, for `Patchscope(..., mapping=...)` asked of the target's session about a trace of the
        source's.

    Raises:
        InputError: if the corpus is too small, or the tokenizers differ.
        Cancelled: if `cancel` was set before the end.

    Source:
        arXiv 2401.06102, section 4.4.
    """
    chosen = range(target.model.n_layers + 1) if target_layers is None else target_layers
    return fit_least_squares(
        source.model,
        split(texts, source.model, held_out=held_out, seed=seed),
        kind=kind,
        layers=layers,
        target=target.model,
        target_layers=chosen,
        ridge=ridge,
        on_progress=on_progress,
        cancel=cancel,
    )
