"""Translators trained through the unembedding: the tuned lens that predicts the model's distribution."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.display.progress import Progress, track
from latentlens.errors import InputError, MappingError
from latentlens.inputs.numbers import MOST, integer, number
from latentlens.mappings.fit_report import FitReport
from latentlens.mappings.layer_mappings import LayerMappings, Pair
from latentlens.mappings.mapping import Identity, Mapping
from latentlens.mappings.provenance import Provenance
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Corpus, Row
from latentlens.training.finite_states import check_logprobs, diverged
from latentlens.training.held_out import evaluate_mappings
from latentlens.training.lens_logits import checked_unembedding, chunks
from latentlens.training.states import States, batches, check_layers, states
from latentlens.training.translator import Kind, Translator

_CLIP = 1.0
"""Maximum norm of a translator's gradient in one step."""


def fit_translators(
    model: LanguageModel,
    corpus: Corpus,
    *,
    kind: Kind = "affine",
    layers: Iterable[int] | None = None,
    steps: int = 250,
    step_tokens: int = 1024,
    learning_rate: float = 1e-3,
    weight_decay: float = 1e-3,
    progress: Progress | bool | None = None,
) -> LayerMappings:
    """Train for every layer a translator so that the lens after it matches the model's distribution.

    Each minimises the KL divergence of softmax(unembed(norm(f(h)))) from the model's own final distribution
    at the same token, in nats, averaged over tokens, with AdamW, gradients clipped to norm 1 and a learning
    rate that decays linearly to zero. The model's weights are not trained.

    Args:
        model: the model to fit on.
        corpus: corpus from `split`; training sees its `fit` documents, the report its held-out ones.
        kind: "affine" (default), or "scalar_affine" with d_model + 1 parameters per layer.
        layers: source layers; None (default) for all. The last one gets the identity.
        steps: number of optimizer steps; default 250.
        step_tokens: approximate number of tokens per step; documents are shuffled every epoch. Default 1024.
        learning_rate: learning rate of the first step; default 1e-3.
        weight_decay: weight decay of the change from the identity; default 1e-3.
        progress: as in `Session.sweep`; counts the steps and held-out rows.

    Returns:
        The mappings to the last layer, with provenance and the held-out scores.

    Raises:
        InputError: if a layer does not exist, the corpus is of another tokenizer, a setting is invalid, or
            the loss is no longer a number.
        UnsupportedModel: if what the model does after its last block cannot be run separately.
        NotFinite: if a text's states, logits or derivatives contain NaN or infinity.
        Cancelled: if `progress` was cancelled before the end.

    Examples:
        >>> from latentlens.training.corpus import split
        >>> from latentlens.model.opening import open_model
        >>> model = open_model()
        >>> corpus = split(["a fox met a hare", "the capital of Peru", "one and two"], model)
        >>> fit_translators(model, corpus, layers=[1], steps=2).report.layers[0].layer
        1

    Source:
        Belrose et al. 2023, arXiv 2303.08112.
    """
    if kind not in ("affine", "scalar_affine"):
        raise InputError(f"{kind!r} is not a kind of translator. Use 'affine' or 'scalar_affine'.")
    steps = integer("steps", steps, most=MOST)
    step_tokens = integer("step_tokens", step_tokens)
    learning_rate, weight_decay = number("learning_rate", learning_rate), number("weight_decay", weight_decay)
    for name, value in (("steps", steps), ("step_tokens", step_tokens), ("learning_rate", learning_rate)):
        if not value > 0:
            raise InputError(f"{name} is more than 0; got {value!r}.")
    if not weight_decay >= 0:
        raise InputError(f"weight_decay is 0 or more; got {weight_decay!r}.")
    sources = check_layers(layers, model)
    corpus.check(model)
    corpus.require(1, "there is nothing to train on. Give more text.")
    rows, held_out = corpus.rows(corpus.fit), corpus.rows(corpus.held_out)
    checked_unembedding(model, max(rows, key=len))
    translators = {
        layer: Translator(kind, model.d_model, model.device) for layer in sources if layer < model.n_layers
    }
    model.check_gradients()
    if not translators:
        raise InputError(
            f"Layer {model.n_layers} is the last, and needs no translator: the lens reads it as it is. Give "
            "layers below it."
        )
    with track(progress, "training translators", unit="steps", total=steps + len(held_out)) as work:
        optimiser = torch.optim.AdamW(
            [p for t in translators.values() for p in (t.change, t.bias)],
            lr=learning_rate,
            weight_decay=weight_decay,
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
        for step, some in zip(range(steps), _draw(rows, step_tokens, corpus.seed), strict=False):
            kept = _states(model, some, [*translators, model.n_layers], corpus.left_out, work)
            for layer, translator in translators.items():
                work.check()
                try:
                    loss = _descend(translator, kept[layer], kept[model.n_layers], model)
                except MappingError:  # the translator holds what is no number any more
                    loss = float("nan")
                if not loss < float("inf"):
                    raise diverged(layer, loss, step, learning_rate, model)
            optimiser.step()
            schedule.step()
            work.advance(1)
        mappings: dict[Pair, Mapping] = {
            (layer, model.n_layers): translators[layer].fixed() if layer in translators else Identity()
            for layer in sources
        }
        report = FitReport(
            method=f"KL-trained translators, {kind}",
            documents=(len(corpus.fit), len(corpus.held_out)),
            tokens=(corpus.count(corpus.fit), corpus.count(corpus.held_out)),
            seed=corpus.seed,
            settings={
                "steps": steps,
                "step_tokens": step_tokens,
                "learning_rate": learning_rate,
                "weight_decay": weight_decay,
                "row_tokens": corpus.row_tokens,
                "include_bos": corpus.left_out is None,
            },
            layers=evaluate_mappings(mappings, model, model, corpus, work),
        )
        fingerprint = model.fingerprint()
        provenance = Provenance(
            kind,
            fingerprint,
            fingerprint,
            model.d_model,
            model.d_model,
            model.processing,
            model.name,
            model.name,
        )
        return LayerMappings(mappings, provenance, report)


def _descend(
    translator: Translator,
    hidden: Float[Tensor, "token d_model"],
    last: Float[Tensor, "token d_model"],
    model: LanguageModel,
) -> float:
    """Set a translator's gradient to that of its mean KL divergence, clipped, and return the divergence."""
    parameters = (translator.change, translator.bias)
    total = 0.0
    sums = [torch.zeros_like(parameter) for parameter in parameters]
    for part in chunks(len(last), model.vocab_size):
        with torch.no_grad():
            model_logprobs = torch.log_softmax(model.unembedding(last[part]), -1)
            check_logprobs(model_logprobs, model, "The model's own logits")
        with torch.enable_grad():
            mapped = translator.mapping()(hidden[part, None], last[part, None])[:, 0]
            lens_logprobs = torch.log_softmax(model.unembedding(mapped), -1)
            loss = torch.nn.functional.kl_div(
                lens_logprobs, model_logprobs, log_target=True, reduction="sum"
            ) / len(last)
        # requested by name, so that nothing is left in the model's own gradients
        for so_far, gradient in zip(sums, torch.autograd.grad(loss, parameters), strict=True):
            so_far += gradient
        total += float(loss.detach())
    norm = torch.stack([so_far.norm() for so_far in sums]).norm()
    for parameter, so_far in zip(parameters, sums, strict=True):
        parameter.grad = so_far * (_CLIP / norm.clamp_min(_CLIP))
    return total


def _states(
    model: LanguageModel, rows: list[Row], layers: list[int], left_out: int | None, work: Progress
) -> States:
    parts = [states(model, batch, layers, left_out, work.check) for batch in batches(rows)]
    return {layer: torch.cat([part[layer] for part in parts]) for layer in layers}


def _draw(rows: list[Row], step_tokens: int, seed: int) -> Iterator[list[Row]]:
    """Yield batches of rows with about `step_tokens` tokens, endlessly, in a new random order every epoch."""
    draw = random.Random(seed)  # noqa: S311 - an order, no secret
    some: list[Row] = []
    while True:
        for row in draw.sample(rows, len(rows)):
            some.append(row)
            if sum(map(len, some)) >= step_tokens:
                yield some
                some = []
