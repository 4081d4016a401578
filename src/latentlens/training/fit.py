"""Fit lenses, maps from one model into another, relations, and learned target prompts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Literal

import torch

from latentlens.ask.session_like import SessionLike
from latentlens.engine.run import Progress
from latentlens.errors import InputError
from latentlens.inputs.callables import check_callables
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.language_model import LanguageModel
from latentlens.readers.prompts import FUTURE_PROMPTS
from latentlens.training.corpus import split
from latentlens.training.jacobian_lens import fit_jacobians
from latentlens.training.least_squares import fit_least_squares
from latentlens.training.relation import fit_relation_maps
from latentlens.training.soft_prompt_fit import fit_soft_prompts
from latentlens.training.soft_prompts import SoftPrompts
from latentlens.training.translators import fit_translators

LensFit = Literal["least_squares", "linear", "kl", "jacobian"]


@torch.inference_mode(mode=False)
def fit_lens(
    session: SessionLike,
    texts: Iterable[str],
    method: LensFit = "least_squares",
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
        session: session on the model.
        texts: corpus of documents; some are held out, and only those are evaluated on.
        method: "least_squares" (default), the paper's tuned lens: an affine regression of h^L on h^l;
            "linear", the same without a bias (linear shortcuts); "kl", an affine translator trained to match
            the model's final distribution; "jacobian", the average Jacobian.
        layers: layers to fit; None (default) for all.
        held_out: share of documents to hold out; default 0.1.
        ridge: ridge penalty of the regressions; 0 (default) for none. With a penalty, fewer tokens than
            d_model
                are enough.
        steps: training steps of the "kl" translator; default 250.
        seed: seed of the split; default 0.
        on_progress: called with (work done, total work); None for no reports.
        cancel: event that stops the fit when set; None if it cannot be stopped.

    Returns:
        The mappings, for `Lens(mappings)`. Printed,
        they show the held-out figures.

    Raises:
        InputError: if the corpus is too small, or a setting is invalid.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Lens, Session
        >>> session = Session()
        >>> mappings = fit_lens(session, ["a fox met a hare", "one and two", "Peru"], layers=[2], ridge=0.1)
        >>> grid = session.lens(session.run("The capital of Peru"), Lens(mappings))
        >>> grid.layers
        [2]

    Source:
        arXiv 2401.06102, section 4.1; arXiv 2303.08112 ("kl"); arXiv 2303.09435 ("linear").
    """
    model = _model(session)
    check_callables(cancel, on_progress=on_progress)
    corpus = split(texts, model, held_out=held_out, seed=seed)
    choice("method", method, ("least_squares", "linear", "kl", "jacobian"))
    if method == "kl":
        return fit_translators(
            model, corpus, layers=layers, steps=steps, on_progress=on_progress, cancel=cancel
        )
    if method == "jacobian":
        return fit_jacobians(model, corpus, layers=layers, on_progress=on_progress, cancel=cancel)
    return fit_least_squares(
        model,
        corpus,
        kind="affine" if method == "least_squares" else "linear",
        layers=layers,
        ridge=ridge,
        on_progress=on_progress,
        cancel=cancel,
    )


@torch.inference_mode(mode=False)
def fit_mapping(
    source: SessionLike,
    target: SessionLike,
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
        source: session on the model M that is read.
        target: session on the model M* that is written into; its tokenizer must give the same tokens.
        texts: corpus of documents; some are held out, and only those are evaluated on.
        kind: "affine" (default) or "linear" (without a bias).
        layers: layers of the source; None (default) for all.
        target_layers: layers of the target; None (default) for all.
        held_out: share of documents to hold out; default 0.1.
        ridge: ridge penalty; 0 (default) for none. With a penalty, fewer tokens than d_model are enough.
        seed: seed of the split; default 0.
        on_progress: called with (work done, total work); None for no reports.
        cancel: event that stops the fit when set; None if it cannot be stopped.

    Returns:
        The mappings, for `Patchscope(..., mapping=...)` asked in the target's session about a trace of the
        source's.

    Raises:
        InputError: if the corpus is too small, or the tokenizers differ.
        Cancelled: if `cancel` was set before the end.

    Source:
        arXiv 2401.06102, section 4.4.
    """
    model, into = _model(source), _model(target)
    check_callables(cancel, on_progress=on_progress)
    chosen = range(into.n_layers + 1) if target_layers is None else target_layers
    return fit_least_squares(
        model,
        split(texts, model, held_out=held_out, seed=seed),
        kind=kind,
        layers=layers,
        target=into,
        target_layers=chosen,
        ridge=ridge,
        on_progress=on_progress,
        cancel=cancel,
    )


@torch.inference_mode(mode=False)
def fit_relation(
    session: SessionLike,
    template: str,
    subjects: Iterable[str],
    *,
    objects: Mapping[str, str] | None = None,
    layers: Iterable[int] | None = None,
    beta: float = 1.0,
    held_out: float = 0.5,
    seed: int = 0,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> LayerMappings:
    """Fit an attribute lens: one relation as an affine map from a subject's state to its object's.

    The map is f(s) = beta * W s + b. W is the mean Jacobian of the prompt's last state, before the final
    norm, with respect to the state at the subject's last token; so its answer is the object's first token.

    Args:
        session: session on the model.
        template: the relation as a prompt that contains {} once, such as "The capital of {} is". Examples of
            the relation may precede it.
        subjects: subjects such as ["France", "Peru"]; usually about 8 to fit on, and as many to hold out.
        objects: subject -> its true object. If given, subjects for which the model predicts another object
            are left out. Default None.
        layers: layers of the subject's state; None (default) for all below the last.
        beta: factor on W; default 1.0, the plain expansion, which underestimates the subject's effect in many
            models: the source uses larger values.
        held_out: share of subjects to hold out; default 0.5.
        seed: seed of the split; default 0.
        on_progress: called with (subjects done, all subjects); None for no reports.
        cancel: event that stops the fit when set; None if it cannot be stopped.

    Returns:
        The mappings, for `Lens(mappings)`. Printed, they show the held-out figures: P@1 is the
        faithfulness, how often the map says the model's own next token.

    Raises:
        InputError: if the template, a subject or a setting is invalid, a layer is the last one, or there are
            fewer than two subjects.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Lens, Session
        >>> session = Session()
        >>> capital = fit_relation(session, "The capital of {} is", ["Peru", "Kenya", "Norway"], layers=[2])
        >>> trace = session.run("France")
        >>> session.ask(trace, 2, "France", Lens(capital)).layer
        2

    Source:
        Hernandez et al. 2024 (arXiv 2308.09124), sections 3 and 5; as a Patchscope, arXiv 2401.06102,
        table 4.
    """
    check_callables(cancel, on_progress=on_progress)
    return fit_relation_maps(
        _model(session),
        template,
        subjects,
        objects=objects,
        layers=layers,
        beta=beta,
        held_out=held_out,
        seed=seed,
        on_progress=on_progress,
        cancel=cancel,
    )


@torch.inference_mode(mode=False)
def fit_soft_prompt(
    session: SessionLike,
    texts: Iterable[str],
    *,
    layers: Iterable[int] | None = None,
    length: int = 10,
    ahead: int = 3,
    steps: int = 250,
    learning_rate: float = 0.1,
    held_out: float = 0.1,
    seed: int = 0,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> SoftPrompts:
    """Train target prompts for the future lens: one per layer, through the frozen model.

    A soft prompt is a sequence of vectors in place of a target prompt's tokens, at layer 0; the state that is
    read replaces the last one at its own layer. It is trained so that the model then continues as it does
    after the text that the state comes from.

    Args:
        session: session on the model.
        texts: corpus of documents; some are held out, and only those are evaluated on.
        layers: layers whose states are read; None (default) for all below the last. Each is trained
            separately.
        length: number of vectors in a soft prompt; default 10.
        ahead: number of future tokens that it is trained to predict; default 3.
        steps: training steps per layer; default 250.
        learning_rate: learning rate of the first step, in units of the layer-0 states' root mean square;
                default 0.1.
        held_out: share of documents to hold out; default 0.1.
        seed: seed of the split and of all random draws; default 0.
        on_progress: called with (steps done, all steps); None for no reports.
        cancel: event that stops the fit when set; None if it cannot be stopped.

    Returns:
        The soft prompts, for `presets.future_lens(soft_prompt=prompts.at(3))`. Printing them shows on
        held-out tokens how often each future token is predicted (P@1, with 95 % intervals), beside the fixed
        prompt, and beside the soft prompt with another token's state in it, which is chance.

    Raises:
        InputError: if the texts are too few or too short, or a setting is invalid.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Session, presets
        >>> session = Session()
        >>> texts = ["a fox met a hare", "the capital of Peru", "one and two"]
        >>> prompts = fit_soft_prompt(session, texts, layers=[2], steps=1, ahead=2, length=2)
        >>> reader = presets.future_lens(prompts.at(2))
        >>> session.ask(session.run("The capital of Peru"), 2, "Peru", reader).layer
        2

    Source:
        Pal et al. 2023 (arXiv 2311.04897), section 3; as a Patchscope, arXiv 2401.06102, table 4.
    """
    model = _model(session)
    check_callables(cancel, on_progress=on_progress)
    return fit_soft_prompts(
        model,
        split(texts, model, held_out=held_out, seed=seed),
        session.prompts.get("future_lens", FUTURE_PROMPTS[0]),
        layers=layers,
        length=length,
        ahead=ahead,
        steps=steps,
        learning_rate=learning_rate,
        on_progress=on_progress,
        cancel=cancel,
    )


def _model(session: SessionLike) -> LanguageModel:
    """Return the model of a session, or raise if it is not a session."""
    model = getattr(session, "model", None)
    if not isinstance(model, LanguageModel):
        raise InputError(f"A fit takes an open session, such as Session(); got {shown(session)}.")
    return model
