"""Fit what readers use: lenses, maps from one model into another, relations, and learned target prompts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import torch

from latentlens._checked import calls, choice
from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.engine.run import Progress
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

if TYPE_CHECKING:
    from latentlens.session import Session

LensFit = Literal["least squares", "linear", "kl", "jacobian"]


@torch.inference_mode(mode=False)
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
    model = _model(session)
    calls(cancel, on_progress=on_progress)
    corpus = split(texts, model, held_out=held_out, seed=seed)
    choice("method", method, ("least squares", "linear", "kl", "jacobian"))
    if method == "kl":
        return fit_translators(
            model, corpus, layers=layers, steps=steps, on_progress=on_progress, cancel=cancel
        )
    if method == "jacobian":
        return fit_jacobians(model, corpus, layers=layers, on_progress=on_progress, cancel=cancel)
    return fit_least_squares(
        model,
        corpus,
        kind="affine" if method == "least squares" else "linear",
        layers=layers,
        ridge=ridge,
        on_progress=on_progress,
        cancel=cancel,
    )


@torch.inference_mode(mode=False)
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
    model, into = _model(source), _model(target)
    calls(cancel, on_progress=on_progress)
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
    session: Session,
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

    The map is f(s) = beta * W s + b, with W the mean Jacobian of the prompt's last state, before the final
    norm, by the state of the subject's last token; so its answer is the object's first token.

    Args:
        session: the model.
        template: the relation, a prompt in which {} stands once, such as "The capital of {} is". Examples of
            the relation may stand before it.
        subjects: such as ["France", "Peru"]; some 8 to fit on are usual, and as many are held out.
        objects: subject -> its true object; where they are given, subjects of which the model says another
            are left out.
        layers: of the subject's state; None for all that have a block above them.
        beta: what W is multiplied with. 1 is the expansion itself, which says too little of the subject in
            many models; the source takes larger values.
        held_out: the share of subjects that is held out.
        seed: of the split.
        on_progress: called with (subjects done, subjects in all).
        cancel: when set, the fit stops.

    Returns:
        The mappings, for `Lens("relation", ...)`. Printed, they show the held-out figures: P@1 is the
        faithfulness, how often the map says the model's own next token.

    Raises:
        InputError: if the template, a subject or a setting cannot be used, a layer has no block above it, or
            there are fewer than two subjects.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Lens, Session
        >>> session = Session()
        >>> capital = fit_relation(session, "The capital of {} is", ["Peru", "Kenya", "Norway"], layers=[2])
        >>> trace = session.run("France")
        >>> session.ask(trace, 2, "France", Lens("relation", capital)).layer
        2

    Source:
        Hernandez et al. 2024 (arXiv 2308.09124), sections 3 and 5; as a Patchscope, arXiv 2401.06102,
        table 4.
    """
    calls(cancel, on_progress=on_progress)
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
    session: Session,
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
    """Train target prompts for the future lens: one for each layer, through the frozen model.

    A soft prompt is vectors in the place of a target prompt's tokens, at layer 0; the state that is read
    takes the last one's place at its own layer. It is trained so that the model then says what it says after
    the text that the state is from.

    Args:
        session: the model.
        texts: the corpus; some of its documents are held out, and measured on alone.
        layers: whose states are read; None for all that have a block above them. Each is trained by itself.
        length: how many vectors a soft prompt has.
        ahead: how many tokens to come it is trained to predict.
        steps: of the training, for each layer.
        learning_rate: the first step's, in units of the layer-0 states' root mean square.
        held_out: the share of documents that is held out.
        seed: of the split, and of all that is drawn.
        on_progress: called with (steps done, steps in all).
        cancel: when set, the fit stops.

    Returns:
        The soft prompts, for `presets.future_lens(soft_prompt=prompts.at(3))`. Printed, they show on held-out
        tokens how often the token so many places ahead is foretold (P@1, with 95 % intervals), beside the
        fixed prompt, and the soft prompt with another token's state in it, which is chance.

    Raises:
        InputError: if the texts are too few or too short, or a setting makes no sense.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Session, presets
        >>> session = Session()
        >>> texts = ["a fox met a hare", "the capital of Peru", "one and two"]
        >>> prompts = fit_soft_prompt(session, texts, layers=[2], steps=1, ahead=2, length=2)
        >>> reader = presets.future_lens(soft_prompt=prompts.at(2))
        >>> session.ask(session.run("The capital of Peru"), 2, "Peru", reader).layer
        2

    Source:
        Pal et al. 2023 (arXiv 2311.04897), section 3; as a Patchscope, arXiv 2401.06102, table 4.
    """
    model = _model(session)
    calls(cancel, on_progress=on_progress)
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


def _model(session: Session) -> LanguageModel:
    """Return the model of a session, if it is one."""
    model = getattr(session, "model", None)
    if not isinstance(model, LanguageModel):
        raise InputError(f"A fit takes an open session, such as Session(); got {shown(session)}.")
    return model
