"""Least squares: the linear or affine map from one layer to another with the smallest squared error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import torch

from latentlens.display.progress import Progress, track
from latentlens.errors import InputError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.mappings.affine import Affine, Linear
from latentlens.mappings.fit_report import FitReport
from latentlens.mappings.layer_mappings import LayerMappings, Pair
from latentlens.mappings.mapping import Identity, Mapping
from latentlens.mappings.provenance import Provenance
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Corpus
from latentlens.training.held_out import evaluate_mappings
from latentlens.training.moments import Moments
from latentlens.training.states import batches, check_layers, paired


def fit_least_squares(
    model: LanguageModel,
    corpus: Corpus,
    *,
    kind: Literal["affine", "linear"] = "affine",
    layers: Iterable[int] | None = None,
    target: LanguageModel | None = None,
    target_layers: Iterable[int] | None = None,
    ridge: float = 0.0,
    progress: Progress | bool | None = None,
) -> LayerMappings:
    """Fit for every source layer the map from its activations to a target layer's at the same token.

    With the defaults this is the tuned lens of the Patchscopes paper: a regression of the last layer, before
    the final norm, on each layer. The corpus passes once, whatever its size: only second moments are kept,
    8 * d_source * (d_source + d_target) bytes per source layer (d_target counted once per target layer). A
    layer that is mapped to itself in one model gets the identity.

    Args:
        model: model whose activations are mapped.
        corpus: corpus from `split`; the fit sees its `fit` documents, the report its held-out ones.
        kind: "affine" (default; a matrix and a bias) or "linear" (a matrix).
        layers: source layers; None (default) for all.
        target: model whose activations are the target; None (default) for `model` itself. Its tokenizer must
            give the same ids as the corpus's.
        target_layers: target layers; None (default) for the target's last layer.
        ridge: penalty on the squared matrix in units of the mean squared error, with the source's coordinates
            scaled to equal spread; 0 (default) for none. With a penalty, fewer tokens than d_model are
            enough.
        progress: as in `Session.sweep`; counts the rows of the fit and of the evaluation.

    Returns:
        The mappings, with provenance and the held-out scores.

    Raises:
        InputError: if a layer does not exist, the corpus is too small or of another tokenizer, or the kind
            or the ridge is invalid.
        UnsupportedModel: if the target layer is the last, and what follows it cannot be run separately.
        NotFinite: if a text's states, logits or derivatives contain NaN or infinity.
        Cancelled: if `progress` was cancelled before the end.

    Examples:
        >>> from latentlens.training.corpus import split
        >>> from latentlens.model.opening import open_model
        >>> model = open_model()
        >>> corpus = split(["a fox met a hare", "the capital of Peru", "one and two"], model)
        >>> fit_least_squares(model, corpus, layers=[1], ridge=0.1).at(1, model.n_layers).d_target(
        ...     model.d_model
        ... ) == model.d_model
        True

    Source:
        arXiv 2401.06102, sections 4.1 (one model) and 4.4 (two models); arXiv 2303.09435 for "linear".
    """
    other = model if target is None else target
    if not isinstance(kind, str) or kind not in ("affine", "linear"):
        raise InputError(f"{shown(kind)} is not a kind of least-squares map. Use 'affine' or 'linear'.")
    ridge = number("ridge", ridge)
    if ridge < 0:
        raise InputError(f"ridge is a number from 0 up; got {ridge!r}. Give for example 0.01.")
    sources = check_layers(layers, model)
    targets = check_layers([other.n_layers] if target_layers is None else target_layers, other)
    for each in {id(model): model, id(other): other}.values():
        corpus.check(each)
    affine = kind == "affine"
    if ridge == 0:
        needed = model.d_model + affine
        corpus.require(
            needed,
            f"{model.name} has d_model {model.d_model}, and fewer tokens fit anything exactly. Give more "
            "text, or set ridge.",
        )
    corpus.require(2, "a fit compares tokens. Give more text.")
    rows, held_out = corpus.rows(corpus.fit), corpus.rows(corpus.held_out)
    with track(progress, "fitting by least squares", unit="rows", total=len(rows) + len(held_out)) as work:
        moments = {
            layer: Moments(model.d_model, other.d_model * len(targets), model.device) for layer in sources
        }
        for batch in batches(rows):
            xs, ys = paired(model, other, batch, sources, targets, corpus.left_out, work.check)
            y = torch.cat([ys[layer] for layer in targets], -1)
            for layer, x in xs.items():
                moments[layer].add(x, y)
            work.advance(len(batch))
        mappings: dict[Pair, Mapping] = {}
        ranks: dict[Pair, int] = {}
        for layer in sources:
            work.check()
            solution = moments.pop(layer).solve(bias=affine, ridge=ridge)
            matrices = solution.matrix.float().to(model.device).chunk(len(targets))
            biases = solution.bias.float().to(model.device).chunk(len(targets))
            for target_layer, matrix, bias in zip(targets, matrices, biases, strict=True):
                if other is model and layer == target_layer:
                    mappings[layer, target_layer] = Identity()
                    continue
                # copies, not views into those of all target layers
                matrix, bias = matrix.clone(), bias.clone()
                mappings[layer, target_layer] = Affine(matrix, bias) if affine else Linear(matrix)
                ranks[layer, target_layer] = solution.rank
        figures = evaluate_mappings(mappings, model, other, corpus, work, ranks)
        short = {layer: rank for (layer, _), rank in ranks.items() if rank < model.d_model}
        report = FitReport(
            method=f"least squares, {kind}",
            documents=(len(corpus.fit), len(corpus.held_out)),
            tokens=(corpus.count(corpus.fit), corpus.count(corpus.held_out)),
            seed=corpus.seed,
            settings={
                "ridge": ridge,
                "row_tokens": corpus.row_tokens,
                "include_bos": corpus.left_out is None,
            },
            layers=figures,
            notes=tuple(_note(layer, rank, model.d_model) for layer, rank in short.items()),
        )
        provenance = Provenance(
            kind,
            model.fingerprint(),
            other.fingerprint(),
            model.d_model,
            other.d_model,
            model.processing,
            model.name,
            other.name,
        )
        return LayerMappings(mappings, provenance, report)


def _note(layer: int, rank: int, d_model: int) -> str:
    return (
        f"layer {layer}: the corpus moves only {rank} of {d_model} directions; along the others the mapping "
        "is flat. More varied text, or a ridge, makes it surer."
    )
