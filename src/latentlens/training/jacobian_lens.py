"""The Jacobian lens: a layer's first-order effect on the last layer, averaged over a corpus."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from latentlens.display.progress import Progress, track
from latentlens.errors import InputError
from latentlens.mappings.affine import Linear
from latentlens.mappings.fit_report import FitReport
from latentlens.mappings.layer_mappings import LayerMappings, Pair
from latentlens.mappings.mapping import Identity, Mapping
from latentlens.mappings.provenance import Provenance
from latentlens.model.jacobian import jacobians
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Corpus
from latentlens.training.finite_states import check_jacobians
from latentlens.training.held_out import evaluate_mappings

SKIP = 1
"""Tokens skipped at the beginning of a text; the reference skips 16, which is most of a short text."""


def fit_jacobians(
    model: LanguageModel,
    corpus: Corpus,
    *,
    layers: Iterable[int] | None = None,
    progress: Progress | bool | None = None,
) -> LayerMappings:
    """Average d h^L / d h^l over a corpus, for every layer from 1.

    Args:
        model: the model to fit on.
        corpus: corpus from `split`; the fit sees its `fit` documents, the report its held-out ones.
        layers: source layers; None (default) for all but layer 0, which has no Jacobian.
        progress: as in `Session.sweep`; counts documents and held-out rows.

    Returns:
        The mappings to the last layer, with provenance and the held-out scores.

    Raises:
        InputError: if a layer has no Jacobian, or no document is long enough.
        NotFinite: if a text's states, logits or derivatives contain NaN or infinity.
        Cancelled: if `progress` was cancelled before the end.

    Source:
        Gurnee et al. 2026 (transformer-circuits.pub/2026/workspace); TransformerLens' estimator.
    """
    depth = model.n_layers
    chosen = sorted(set(range(1, depth + 1) if layers is None else layers))
    if wrong := [layer for layer in chosen if not 1 <= layer <= depth]:
        raise InputError(f"Layer {wrong[0]} has no Jacobian lens: the layers are 1 to {depth}.")
    long_enough = [row for row in corpus.rows(corpus.fit) if len(row) > SKIP + 1]
    if not long_enough:
        raise InputError(
            f"None of the {len(corpus.fit)} texts has more than {SKIP + 1} tokens. Give longer texts."
        )
    below = [layer for layer in chosen if layer < depth]
    with track(
        progress,
        "averaging Jacobians",
        unit="texts",
        total=len(long_enough) + len(corpus.rows(corpus.held_out)),
    ) as work:
        sums = {
            layer: torch.zeros(model.d_model, model.d_model, dtype=torch.float64, device="cpu")
            for layer in below
        }
        for row in long_enough:
            work.check()
            if below:
                derivatives = jacobians(model, row, below, skip=SKIP)
                check_jacobians(derivatives, row, model)
                for layer, matrix in derivatives.items():
                    sums[layer] += matrix
            work.advance(1)
        means = {layer: (total / len(long_enough)).float() for layer, total in sums.items()}
        mappings: dict[Pair, Mapping] = {(layer, depth): Linear(matrix) for layer, matrix in means.items()}
        if depth in chosen:
            mappings[depth, depth] = Identity()
        report = FitReport(
            method="average Jacobian",
            documents=(len(corpus.fit), len(corpus.held_out)),
            tokens=(corpus.count(corpus.fit), corpus.count(corpus.held_out)),
            seed=corpus.seed,
            settings={"skip_first_positions": SKIP, "row_tokens": corpus.row_tokens},
            layers=evaluate_mappings(mappings, model, model, corpus, work),
        )
        fingerprint = model.fingerprint()
        width = model.d_model
        return LayerMappings(
            mappings,
            Provenance(
                "linear", fingerprint, fingerprint, width, width, model.processing, model.name, model.name
            ),
            report,
        )
