"""The kinds of reader that can be fitted by click, each with the settings of its fit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.explorer.fit_settings import PREFIX
from latentlens.explorer.protocol import Json
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.bundled import bundled
from latentlens.readers.presets import future_lens, lens
from latentlens.readers.reader import Reader
from latentlens.training.fit import LensFit, fit_lens, fit_relation, fit_soft_prompt
from latentlens.training.soft_prompts import SoftPrompts

if TYPE_CHECKING:
    from latentlens.session import Session

Fitted = LayerMappings | SoftPrompts


@dataclasses.dataclass(frozen=True)
class FitKind:
    """One kind of reader that is fitted first.

    Args:
        name: on the wire.
        called: what the fitted reader's name begins with.
        help: what it learns, and how long it takes.
        settings: by name, with the fit's own values; None for all layers.
        run: fits; takes the session, the corpus's documents or (with `relation`) the template and the
            subjects, then the settings by name, `on_progress` and `cancel`.
        layers: which can be fitted, of so many.
        relation: whether it takes a relation with x in it, not a corpus.
        one_layer: whether it is fitted for the selected layer.
    """

    name: str
    called: str
    help: str
    settings: Mapping[str, Any]
    run: Callable[..., tuple[Fitted, Reader]]
    layers: Callable[[int], range] = range
    relation: bool = False
    one_layer: bool = False

    def to_json(self, session: Session) -> Json:
        """Return the entry of the trait `presets`."""
        own = bundled(session.backend.name) is not None
        sample = "text file; empty: the world's own" if own else "path of a text file"
        empty = ", or left empty on the teaching world's own text" if own else ""
        on = f" Fitted on a text file of the kernel's machine, one document a line{empty}."
        return {
            "name": self.name,
            "label": self.called[0].upper() + self.called[1:],
            "help": self.help if self.relation else self.help + on,
            "group": "Fit first",
            "takes": "question" if self.relation else "corpus",
            "sample": "The capital of x is" if self.relation else sample,
            "subject": None,
            "settings": {f"{PREFIX}{name}": value for name, value in self.settings.items()},
            "fit": True,
        }


def _lens(method: LensFit) -> Callable[..., tuple[Fitted, Reader]]:
    def run(session: Session, documents: Sequence[str], **how: Any) -> tuple[Fitted, Reader]:
        mappings = fit_lens(session, documents, method, **how)
        return mappings, lens(mappings)

    return run


def _future(session: Session, documents: Sequence[str], **how: Any) -> tuple[Fitted, Reader]:
    prompts = fit_soft_prompt(session, documents, **how)
    return prompts, future_lens(prompts.at(prompts.layers[0]))


def _relation(session: Session, template: str, subjects: Sequence[str], **how: Any) -> tuple[Fitted, Reader]:
    mappings = fit_relation(session, template, subjects, **how)
    return mappings, lens(mappings)


def _all(top: int) -> range:
    return range(top + 1)


_CORPUS: Json = {"documents": 700, "layers": None, "held_out": 0.1, "seed": 0}

FITS: dict[str, FitKind] = {
    each.name: each
    for each in (
        FitKind(
            "fit:tuned",
            "tuned lens, least squares",
            "A regression of the last layer on each layer, then the unembedding. Seconds for a small model.",
            {**_CORPUS, "ridge": 0.0},
            _lens("least_squares"),
            _all,
        ),
        FitKind(
            "fit:kl",
            "tuned lens, KL",
            "For each layer a map, trained so that the lens says what the model will say. Some minutes.",
            {**_CORPUS, "steps": 250},
            _lens("kl"),
            _all,
        ),
        FitKind(
            "fit:shortcut",
            "linear shortcut",
            "The regression of the tuned lens, without a bias. Seconds for a small model.",
            {**_CORPUS, "ridge": 0.0},
            _lens("linear"),
            _all,
        ),
        FitKind(
            "fit:jacobian",
            "Jacobian lens",
            "What each layer does to the last one, to first order, averaged over the documents. About half a "
            "minute for a small model.",
            {**_CORPUS, "documents": 100},
            _lens("jacobian"),
            lambda top: range(1, top + 1),
        ),
        FitKind(
            "fit:future",
            "future lens, learned prompt",
            "A target prompt, trained for the states of the selected layer, after which the model says what "
            "comes next. A minute or two for a small model.",
            {
                "documents": 700,
                "length": 10,
                "ahead": 3,
                "steps": 250,
                "learning_rate": 0.1,
                "held_out": 0.1,
                "seed": 0,
            },
            _future,
            one_layer=True,
        ),
        FitKind(
            "fit:relation",
            "relation",
            "One relation as an affine map from the state of its subject's last token to its object, of "
            "which it says the first token. x is the subject.",
            {"subjects": "", "layers": None, "beta": 1.0, "held_out": 0.5, "seed": 0},
            _relation,
            relation=True,
        ),
    )
}
"""By name; none of the names is a preset's."""
