"""How well mappings do on held-out rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.display.progress import Progress
from latentlens.mappings import mapping as engine_mapping
from latentlens.mappings.fit_report import LayerFit
from latentlens.mappings.layer_mappings import Pair
from latentlens.model.language_model import LanguageModel
from latentlens.model.unembedding import Unembedding
from latentlens.training.corpus import Corpus
from latentlens.training.finite_states import check_logprobs
from latentlens.training.lens_logits import checked_unembedding, chunks
from latentlens.training.states import States, batches, double, paired


@dataclasses.dataclass
class _DistributionSums:
    """Sums over tokens that compare a lens's distribution with the model's."""

    agree: float = 0.0
    surprisal: float = 0.0
    kl: float = 0.0
    finite: bool = True

    def add(
        self, lens_logprobs: Float[Tensor, "token vocab"], model_logprobs: Float[Tensor, "token vocab"]
    ) -> None:
        """Add the log-probabilities of some tokens."""
        self.finite = self.finite and not bool(lens_logprobs[:, 0].isnan().any())
        top_tokens = lens_logprobs.argmax(-1, keepdim=True)
        self.agree += float((top_tokens[:, 0] == model_logprobs.argmax(-1)).sum())
        self.surprisal -= float(model_logprobs.gather(-1, top_tokens).double().sum())
        self.kl += float((model_logprobs.exp() * (model_logprobs - lens_logprobs)).double().sum())


@dataclasses.dataclass
class _VarianceSums:
    """Sums from which a target's variance is computed, about the first batch's mean."""

    about: Float[Tensor, " d_target"]
    total: Float[Tensor, " d_target"]
    squares: float = 0.0


def evaluate_mappings(
    mappings: Mapping[Pair, engine_mapping.Mapping],
    source: LanguageModel,
    target: LanguageModel,
    corpus: Corpus,
    progress: Progress,
    ranks: Mapping[Pair, int] | None = None,
) -> tuple[LayerFit, ...]:
    """Return each mapping's scores on the corpus's held-out documents.

    Args:
        mappings: (source layer, target layer) -> mapping.
        source: model whose activations are mapped.
        target: model that they are mapped to; may be `source` itself.
        corpus: corpus whose held-out documents are read.
        progress: advanced by one per held-out row.
        ranks: (source layer, target layer) -> rank of the data that the mapping was fitted on, for the
            report.
    """
    progress.description = "evaluating"
    rows = corpus.rows(corpus.held_out)
    layers = sorted({layer for layer, _ in mappings})
    target_layers = sorted({target_layer for _, target_layer in mappings})
    unembedding = (
        checked_unembedding(target, max(rows, key=len)) if target.n_layers in target_layers else None
    )
    state_batches = (
        (*paired(source, target, batch, layers, target_layers, corpus.left_out, progress.check), len(batch))
        for batch in batches(rows)
    )
    return evaluate_on_states(
        mappings, state_batches, progress, unembedding, target, plain=source is target, ranks=ranks
    )


def evaluate_on_states(
    mappings: Mapping[Pair, engine_mapping.Mapping],
    state_batches: Iterable[tuple[States, States, int]],
    progress: Progress,
    unembedding: Unembedding | None,
    target: LanguageModel,
    *,
    plain: bool,
    ranks: Mapping[Pair, int] | None = None,
) -> tuple[LayerFit, ...]:
    """Return each mapping's scores on given states.

    Args:
        mappings: (source layer, target layer) -> mapping.
        state_batches: batches of (source states by layer, target states by layer, number of steps that they
            count).
        progress: advanced after each batch.
        unembedding: the target's final norm and unembedding; None if no mapping leads to its last layer.
        target: model that the states are mapped to.
        plain: also score the lens without its mapping; layers whose logits are then not finite get no such
            scores.
        ranks: (source layer, target layer) -> rank of the data that the mapping was fitted on, for the
            report.
    """
    errors = dict.fromkeys(mappings, 0.0)
    spreads: dict[int, _VarianceSums] = {}
    lenses = {pair: _DistributionSums() for pair in mappings if pair[1] == target.n_layers}
    plains = {layer: _DistributionSums() for layer, _ in lenses} if plain else {}
    n = 0
    for source_states, target_states, done in state_batches:
        n += len(next(iter(target_states.values())))
        with torch.no_grad():
            for layer, wanted_states in target_states.items():
                _add_targets(spreads, layer, wanted_states)
            for (layer, target_layer), mapping in mappings.items():
                wanted_states = target_states[target_layer]
                mapped = _apply(mapping, source_states[layer], wanted_states)
                errors[layer, target_layer] += float(double(mapped - wanted_states).square().sum())
            if unembedding is None:
                progress.advance(done)
                continue
            last_states = target_states[target.n_layers]
            for part in chunks(len(last_states), target.vocab_size):
                progress.check()
                model_logprobs = torch.log_softmax(unembedding(last_states[part]), -1)
                check_logprobs(model_logprobs, target, "The model's own logits")
                for layer, sums in plains.items():
                    sums.add(torch.log_softmax(unembedding(source_states[layer][part]), -1), model_logprobs)
                for (layer, target_layer), sums in lenses.items():
                    mapped = _apply(
                        mappings[layer, target_layer], source_states[layer][part], last_states[part]
                    )
                    lens_logprobs = torch.log_softmax(unembedding(mapped), -1)
                    check_logprobs(lens_logprobs, target, f"The logits of the lens fitted for layer {layer}")
                    sums.add(lens_logprobs, model_logprobs)
        progress.advance(done)
    return tuple(
        _layer_fit(pair, errors[pair], spreads[pair[1]], n, lenses.get(pair), plains.get(pair[0]), ranks)
        for pair in sorted(mappings)
    )


def _apply(mapping: engine_mapping.Mapping, x: Tensor, y: Tensor) -> Float[Tensor, "token d_target"]:
    return mapping(x[:, None], y[:, None])[:, 0]


def _add_targets(spreads: dict[int, _VarianceSums], layer: int, y: Tensor) -> None:
    y = double(y)
    if layer not in spreads and len(y):
        spreads[layer] = _VarianceSums(y.mean(0), torch.zeros_like(y[0]))
    if len(y):
        spread = spreads[layer]
        spread.total += (y - spread.about).sum(0)
        spread.squares += float((y - spread.about).square().sum())


def _layer_fit(
    pair: Pair,
    error: float,
    spread: _VarianceSums,
    n: int,
    lens: _DistributionSums | None,
    plain: _DistributionSums | None,
    ranks: Mapping[Pair, int] | None,
) -> LayerFit:
    variance = spread.squares - float(spread.total.square().sum()) / n
    return LayerFit(
        *pair,
        # a constant target is explained by any bias that hits it
        r2=1 - error / variance if variance > 0 else float(error == 0),
        p_at_1=lens.agree / n if lens else None,
        surprisal=lens.surprisal / n if lens else None,
        kl=lens.kl / n if lens else None,
        logit_lens_p_at_1=plain.agree / n if lens and plain and plain.finite else None,
        logit_lens_kl=plain.kl / n if lens and plain and plain.finite else None,
        rank=None if ranks is None else ranks.get(pair),
    )
