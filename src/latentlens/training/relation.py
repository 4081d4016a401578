"""Linear relational embeddings: a relation as an affine map from its subject's state to its object's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor

from latentlens.display.progress import Progress, track
from latentlens.errors import InputError
from latentlens.inputs.numbers import number
from latentlens.mappings import mapping as engine_mapping
from latentlens.mappings.affine import Affine
from latentlens.mappings.fit_report import FitReport, LayerFit
from latentlens.mappings.layer_mappings import LayerMappings, Pair
from latentlens.mappings.provenance import Provenance
from latentlens.model.language_model import LanguageModel
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.training.corpus import split
from latentlens.training.finite_states import check_jacobians
from latentlens.training.fit_options import FitSettings
from latentlens.training.held_out import evaluate_on_states
from latentlens.training.lens_logits import checked_unembedding
from latentlens.training.local_jacobian import expand
from latentlens.training.states import States, check_layers_below, states
from latentlens.training.subjects import Subject, fill_template, known_subjects


def fit_relation_maps(
    model: LanguageModel,
    template: str,
    subjects: Iterable[str],
    settings: FitSettings,
    *,
    objects: Mapping[str, str] | None,
    beta: float,
) -> LayerMappings:
    """Fit for every layer f(s) = beta * W s + b from the subject's last token to the prompt's last state.

    W is the mean over the fitted prompts of the Jacobian of the last state o (after the last block, before
    the final norm) with respect to the subject's state s; b is the mean of o - J s, each with its own J.

    Args:
        model: the model to fit on.
        template: the relation as a prompt that contains {} once.
        subjects: names of the subjects; some are held out, and only those are evaluated on.
        settings: layers of the subject's state, None for all below the last; share of subjects to hold out;
            seed of the split; what counts the subjects.
        objects: subject -> its true object, to leave out subjects for which the model predicts another one;
            None to take all.
        beta: factor on W.

    Returns:
        The mappings to the last layer, with provenance and the held-out scores.

    Raises:
        InputError: if the template, a subject or a setting is invalid, a layer does not exist or is the last,
            or there are fewer than two subjects.
        UnsupportedModel: if what the model does after its last block cannot be run separately.
        NotFinite: if a text's states, logits or derivatives contain NaN or infinity.
        Cancelled: if `progress` was cancelled before the end.

    Source:
        Hernandez et al. 2024 (arXiv 2308.09124), section 3; beta stands before W there, before b in its code.
    """
    beta = number("beta", beta)
    if beta <= 0:
        raise InputError(f"beta is a number above 0; got {beta!r}. 1 is the first-order expansion itself.")
    chosen = check_layers_below(settings.layers, model)
    filled = fill_template(template, subjects, model)
    notes: tuple[str, ...] = ()
    if objects is not None:
        n_given, filled = len(filled), known_subjects(model, filled, objects)
        notes = (
            f"{n_given - len(filled)} of {n_given} subjects are left out: the model says another object.",
        )
    if len(filled) < 2:
        raise InputError(
            f"{len(filled)} subjects were given{' whose object the model says' if notes else ''}, and 2 at "
            "least are needed: one to fit on and one to hold out. Give more; some 8 to fit on are usual."
        )
    corpus = split(
        [subject.prompt for subject in filled], model, held_out=settings.held_out, seed=settings.seed
    )
    by_prompt = {subject.prompt: subject for subject in filled}
    fit, out = ([by_prompt[d.text] for d in side] for side in (corpus.fit, corpus.held_out))
    unembedding = checked_unembedding(model, max((s.token_ids for s in filled), key=len))
    with track(settings.progress, "fitting a relation", unit="subjects", total=len(filled)) as work:
        width = model.d_model
        matrices = {
            layer: torch.zeros(width, width, dtype=torch.float32, device=model.device) for layer in chosen
        }
        biases = {layer: torch.zeros(width, dtype=torch.float32, device=model.device) for layer in chosen}
        last: list[Tensor] = []
        for subject in fit:
            expansion = expand(model, subject.token_ids, subject.position, chosen, work.check)
            check_jacobians(expansion.jacobians, subject.token_ids, model)
            for layer, jacobian in expansion.jacobians.items():
                matrices[layer] += jacobian / len(fit)
                biases[layer] += (expansion.last - jacobian @ expansion.states[layer]) / len(fit)
            last.append(expansion.last)
            work.advance(1)
        mappings: dict[Pair, engine_mapping.Mapping] = {
            (layer, model.n_layers): Affine(beta * matrices[layer], biases[layer]) for layer in chosen
        }
        xs, y = _states(model, out, chosen, work)
        pairs = [(xs, {model.n_layers: y}, 0)]
        scores = evaluate_on_states(mappings, pairs, work, unembedding, model, plain=True)
        with torch.no_grad():
            seen, unseen = (unembedding(o).argmax(-1).tolist() for o in (torch.stack(last), y))
        report = FitReport(
            method=f"linear relational embedding of {template!r}",
            documents=(len(fit), len(out)),
            tokens=(len(fit), len(out)),
            seed=settings.seed,
            settings={"template": template, "beta": beta, "subjects": [subject.name for subject in fit]},
            layers=scores,
            notes=(*notes, *_faithfulness(scores, seen, unseen)),
        )
        fingerprint = model.fingerprint()
        return LayerMappings(
            mappings,
            Provenance(
                "affine", fingerprint, fingerprint, width, width, model.processing, model.name, model.name
            ),
            report,
        )


def _states(
    model: LanguageModel, subjects: Sequence[Subject], layers: Sequence[int], work: Progress
) -> tuple[States, Tensor]:
    """Return the subjects' states by layer, and the last states of their prompts."""
    xs: dict[int, list[Tensor]] = {layer: [] for layer in layers}
    ys: list[Tensor] = []
    for subject in subjects:
        read = states(model, [subject.token_ids], (*layers, model.n_layers), None, work.check)
        for layer in layers:
            xs[layer].append(read[layer][subject.position])
        ys.append(read[model.n_layers][-1])
        work.advance(1)
    return {layer: torch.stack(vectors) for layer, vectors in xs.items()}, torch.stack(ys)


def _faithfulness(scores: Sequence[LayerFit], seen: Sequence[int], unseen: Sequence[int]) -> tuple[str, ...]:
    """Return notes on the table, and each layer's faithfulness with its interval.

    Args:
        scores: the held-out scores.
        seen: the model's own answers for the subjects that were fitted on.
        unseen: its answers for the held-out subjects.
    """
    cases = len(unseen)
    commonest, _ = Counter(seen).most_common(1)[0]

    def share(correct: int) -> str:
        return f"{correct} of {cases}: {Estimate(correct / cases, *wilson(correct, cases))}"

    return (
        "A document is a subject's prompt, and its one token the subject's last. P@1 is faithfulness: how "
        "often the map says the model's own next token.",
        *(f"layer {fit.layer}: faithful to {share(round((fit.p_at_1 or 0) * cases))}" for fit in scores),
        f"always the commonest answer of those fitted on: {share(unseen.count(commonest))}",
    )
