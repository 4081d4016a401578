"""Fit lenses, maps from one model into another, relations, and learned target prompts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import torch
from typing_extensions import Unpack

from latentlens.ask.asker import Asker
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.language_model import LanguageModel
from latentlens.readers.prompts import FUTURE_PROMPTS
from latentlens.training.corpus import split
from latentlens.training.fit_options import FitOptions, fit_settings
from latentlens.training.jacobian_lens import fit_jacobians
from latentlens.training.least_squares import fit_least_squares
from latentlens.training.relation import fit_relation_maps
from latentlens.training.soft_prompt_fit import fit_soft_prompts
from latentlens.training.soft_prompts import SoftPrompts
from latentlens.training.translators import fit_translators

LensFit = Literal["least_squares", "linear", "kl", "jacobian"]


@torch.inference_mode(mode=False)
def fit_lens(
    session: Asker,
    texts: Iterable[str],
    method: LensFit = "least_squares",
    *,
    ridge: float = 0.0,
    steps: int = 250,
    **options: Unpack[FitOptions],
) -> LayerMappings:
    """Fit a lens: for every layer, a map to the last one.

    Args:
        session: session on the model.
        texts: corpus of documents; some are held out, and only those are evaluated on.
        method: "least_squares" (default), the paper's tuned lens: an affine regression of h^L on h^l;
            "linear", the same without a bias (linear shortcuts); "kl", an affine translator trained to match
            the model's final distribution; "jacobian", the average Jacobian.
        ridge: ridge penalty of the regressions; 0 (default) for none. With a penalty, fewer
            tokens than d_model are enough.
        steps: training steps of the "kl" translator; default 250.
        **options: layers, held_out, seed, progress: see `FitOptions`.

    Returns:
        The mappings, for `Lens(mappings)`. Their repr shows the held-out figures.

    Raises:
        InputError: if the corpus is too small, or a setting is invalid.
        Cancelled: if `progress` was cancelled before the end.

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
    model, settings = _model(session), fit_settings(options)
    corpus = split(texts, model, held_out=settings.held_out, seed=settings.seed)
    choice("method", method, ("least_squares", "linear", "kl", "jacobian"))
    if method == "kl":
        return fit_translators(model, corpus, layers=settings.layers, steps=steps, progress=settings.progress)
    if method == "jacobian":
        return fit_jacobians(model, corpus, layers=settings.layers, progress=settings.progress)
    return fit_least_squares(
        model,
        corpus,
        kind="affine" if method == "least_squares" else "linear",
        layers=settings.layers,
        ridge=ridge,
        progress=settings.progress,
    )


@torch.inference_mode(mode=False)
def fit_mapping(
    source: Asker,
    target: Asker,
    texts: Iterable[str],
    *,
    kind: Literal["affine", "linear"] = "affine",
    target_layers: Iterable[int] | None = None,
    ridge: float = 0.0,
    **options: Unpack[FitOptions],
) -> LayerMappings:
    """Fit maps from the layers of one model to those of another, at the same tokens.

    Args:
        source: session on the model M that is read.
        target: session on the model M* that is written into; its tokenizer must give the same tokens.
        texts: corpus of documents; some are held out, and only those are evaluated on.
        kind: "affine" (default) or "linear" (without a bias).
        target_layers: layers of the target; None (default) for all.
        ridge: ridge penalty; 0 (default) for none. With a penalty, fewer tokens than d_model are enough.
        **options: layers, held_out, seed, progress: see `FitOptions`.

    Returns:
        The mappings, for `Patchscope(..., mapping=...)` asked in the target's session about a trace of the
        source's.

    Raises:
        InputError: if the corpus is too small, or the tokenizers differ.
        Cancelled: if `progress` was cancelled before the end.

    Source:
        arXiv 2401.06102, section 4.4.
    """
    model, into = _model(source), _model(target)
    settings = fit_settings(options)
    chosen = range(into.n_layers + 1) if target_layers is None else target_layers
    return fit_least_squares(
        model,
        split(texts, model, held_out=settings.held_out, seed=settings.seed),
        kind=kind,
        layers=settings.layers,
        target=into,
        target_layers=chosen,
        ridge=ridge,
        progress=settings.progress,
    )


@torch.inference_mode(mode=False)
def fit_relation(
    session: Asker,
    template: str,
    subjects: Iterable[str],
    *,
    objects: Mapping[str, str] | None = None,
    beta: float = 1.0,
    **options: Unpack[FitOptions],
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
        beta: factor on W; default 1.0, the plain expansion, which underestimates the subject's effect in many
            models: the source uses larger values.
        **options: layers, held_out, seed, progress: see `FitOptions`.

    Returns:
        The mappings, for `Lens(mappings)`. Their repr shows the held-out figures: P@1 is the faithfulness,
        the share of subjects for which the map gives the model's own next token.

    Raises:
        InputError: if the template, a subject or a setting is invalid, a layer is the last one, or there are
            fewer than two subjects.
        Cancelled: if `progress` was cancelled before the end.

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
    model, settings = _model(session), fit_settings(options, held_out=0.5)
    return fit_relation_maps(model, template, subjects, settings, objects=objects, beta=beta)


@torch.inference_mode(mode=False)
def fit_soft_prompt(
    session: Asker,
    texts: Iterable[str],
    *,
    length: int = 10,
    ahead: int = 3,
    steps: int = 250,
    learning_rate: float = 0.1,
    **options: Unpack[FitOptions],
) -> SoftPrompts:
    """Train target prompts for the future lens: one per layer, through the frozen model.

    A soft prompt is a sequence of vectors in place of a target prompt's tokens, at layer 0; the state that is
    read replaces the last one at its own layer. It is trained so that the model then continues as it does
    after the text that the state comes from.

    Args:
        session: session on the model.
        texts: corpus of documents; some are held out, and only those are evaluated on.
        length: number of vectors in a soft prompt; default 10.
        ahead: number of future tokens that it is trained to predict; default 3.
        steps: training steps per layer; default 250.
        learning_rate: learning rate of the first step, in units of the layer-0 states' root mean square;
            default 0.1.
        **options: layers, held_out, seed, progress: see `FitOptions`.

    Returns:
        The soft prompts, for `presets.future_lens(prompts.at(3))`. Their repr shows the share of held-out
        tokens for which each future token is predicted (P@1, with 95 % intervals), beside that of the fixed
        prompt, and of the soft prompt with another token's state in it, which is chance.

    Raises:
        InputError: if the texts are too few or too short, or a setting is invalid.
        Cancelled: if `progress` was cancelled before the end.

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
    model, settings = _model(session), fit_settings(options)
    prompt = session.prompts.get("future_lens", FUTURE_PROMPTS[0])
    if not isinstance(prompt, str):
        raise InputError(
            "session.prompts['future_lens'] is a chat, and a soft prompt takes the place of a text's tokens. "
            "Put a text there, or take it out."
        )
    return fit_soft_prompts(
        model,
        split(texts, model, held_out=settings.held_out, seed=settings.seed),
        prompt,
        layers=settings.layers,
        length=length,
        ahead=ahead,
        steps=steps,
        learning_rate=learning_rate,
        progress=settings.progress,
    )


def _model(session: Asker) -> LanguageModel:
    """Return the model of a session, or raise if it is not a session."""
    model = getattr(session, "model", None)
    if not isinstance(model, LanguageModel):
        raise InputError(f"A fit takes an open session, such as Session(); got {shown(session)}.")
    return model
