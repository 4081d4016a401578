"""The readers that can be fitted in the Explorer, each with its fit function and default settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.explorer.fit_corpus import own_text
from latentlens.explorer.fit_settings import PREFIX
from latentlens.explorer.protocol import Json
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.readers.presets import future_lens, lens
from latentlens.readers.reader import Reader
from latentlens.training.fit import LensFit, fit_lens, fit_relation, fit_soft_prompt
from latentlens.training.soft_prompts import SoftPrompts

if TYPE_CHECKING:
    from latentlens.session import Session

Fitted = LayerMappings | SoftPrompts


@dataclasses.dataclass(frozen=True)
class FitKind:
    """A kind of reader that can be fitted in the Explorer.

    Args:
        name: its name in messages, such as "fit:tuned".
        called: beginning of the fitted reader's name in `session.readers`.
        help: one or two sentences on the method and how long it takes.
        settings: default settings by name; `layers` None means all layers.
        run: function that fits. It takes the session, then the documents or (with `relation`) the template
            and the subjects, then the settings and `progress` by keyword.
        layers: function of the model's number of blocks that returns the layers that can be fitted.
        relation: whether it is fitted on a relation with x in it; False (default) for a corpus.
        one_layer: whether it is fitted for the selected layer only; False by default.
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
        """Return the entry of the trait `presets` as plain data."""
        has_text = own_text(session.backend.name) is not None
        sample = "text file, else the world's" if has_text else "path of a text file"
        empty = ", or, left empty, on the teaching world's own text" if has_text else ""
        on = f" Fitted on a text file on the kernel's machine, one document per line{empty}."
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
    def run(session: Session, documents: Sequence[str], **fit_settings: Any) -> tuple[Fitted, Reader]:
        mappings = fit_lens(session, documents, method, **fit_settings)
        return mappings, lens(mappings)

    return run


def _future(session: Session, documents: Sequence[str], **fit_settings: Any) -> tuple[Fitted, Reader]:
    prompts = fit_soft_prompt(session, documents, **fit_settings)
    return prompts, future_lens(prompts.at(prompts.layers[0]))


def _relation(
    session: Session, template: str, subjects: Sequence[str], **fit_settings: Any
) -> tuple[Fitted, Reader]:
    mappings = fit_relation(session, template, subjects, **fit_settings)
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
"""All kinds of fit by name; the names differ from those of presets."""
