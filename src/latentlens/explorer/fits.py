"""Fit a reader from the Explorer, and add it to `session.readers`."""

from __future__ import annotations

import dataclasses
import itertools
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError
from latentlens.explorer import fit_corpus as corpus
from latentlens.explorer.fit_menu import FITS, FitKind, Fitted
from latentlens.explorer.fit_settings import PREFIX, chosen_layers, fit_values, selected_layer
from latentlens.explorer.protocol import Json, ParsedQuestion, SettingError
from latentlens.inputs.shown import shown
from latentlens.readers.whole_word import places
from latentlens.training.corpus import split
from latentlens.training.subjects import fill_template

if TYPE_CHECKING:
    from latentlens.session import Session

_FITTED: weakref.WeakKeyDictionary[Any, list[Fitted]] = weakref.WeakKeyDictionary()


@dataclasses.dataclass(frozen=True)
class FitRequest:
    """A checked request for a fit.

    Args:
        kind: the kind of reader to fit.
        text: path of the corpus, empty for a bundled model's own text; or the relation with {} in it.
        subjects: names of the relation's subjects; empty for a corpus.
        documents: largest number of documents to fit on.
        settings: the other settings, as keyword arguments of the fit function.
    """

    kind: FitKind
    text: str
    subjects: tuple[str, ...]
    documents: int
    settings: Json

    @property
    def name(self) -> str:
        """Name of the fitted reader in `session.readers`, before a number is added if it is taken."""
        called = self.kind.called
        if self.kind.relation:
            return f"{called}, {self.text}"
        return f"{called}, layer {self.settings['layers'][0]}" if self.kind.one_layer else called


def fitted_in(session: Session) -> list[Fitted]:
    """Return the mappings and soft prompts fitted in a session's Explorers, newest last."""
    return _FITTED.setdefault(session, [])


def parse_fit_request(session: Session, posed: ParsedQuestion, layer: int | None) -> FitRequest:
    """Return the checked request of a fit, without running the model.

    Args:
        session: the session on whose model the reader is fitted.
        posed: the question box's entry, text and settings.
        layer: the selected cell's layer; None if no cell is selected.

    Raises:
        SettingError: if the request cannot be done; its `setting` is the field that is wrong.
    """
    kind, model = FITS.get(posed.preset), session.model
    if kind is None:
        raise SettingError(
            "question", f"{shown(posed.preset)} is nothing to fit; there are {', '.join(FITS)}."
        )
    values = fit_values(dict(kind.settings), posed.settings)
    allowed = kind.layers(model.n_layers)
    if kind.one_layer:
        values["layers"] = selected_layer(layer, allowed)
    elif values["layers"] is not None:
        values["layers"] = chosen_layers(values["layers"], allowed)
    documents, named = values.pop("documents", 0), values.pop("subjects", "")
    if kind.relation:
        return FitRequest(kind, *_relation(posed.text, named, session), documents, values)
    corpus.check(posed.text, model)
    return FitRequest(kind, posed.text, (), documents, values)


def fit(
    session: Session,
    fit_request: FitRequest,
    *,
    progress: Progress | bool | None = None,
) -> str:
    """Fit a reader, and add it to `session.readers`.

    Args:
        session: the session on whose model the reader is fitted.
        fit_request: the checked request that `parse_fit_request` returned.
        progress: as in `fit_lens`.

    Returns:
        The reader's name in `session.readers`.

    Raises:
        SettingError: if it cannot be fitted; its `setting` is the field that is wrong.
        Cancelled: if `progress` was cancelled, or the fit was interrupted.
    """
    settings = fit_request.settings
    what: list[Any] = [fit_request.text, fit_request.subjects]
    if not fit_request.kind.relation:
        what = [corpus.texts(fit_request.text, fit_request.documents, settings["seed"], session.model)]
    try:
        fitted, reader = fit_request.kind.run(session, *what, **settings, progress=progress)
    except KeyboardInterrupt:
        raise Cancelled("The fit was interrupted; nothing of it was kept.") from None
    except InputError as error:
        raise SettingError(_about(session, settings, what[0]), str(error)) from error
    fitted_in(session).append(fitted)
    names = itertools.chain([fit_request.name], (f"{fit_request.name} {i}" for i in itertools.count(2)))
    name = next(name for name in names if name not in session.readers)
    session.readers[name] = reader
    return name


def _relation(text: str, named: str, session: Session) -> tuple[str, tuple[str, ...]]:
    places_of_x = list(places("x", text))
    if len(places_of_x) != 1 or "{}" in text:
        raise SettingError(
            "question",
            "Write the relation with one x where the subject belongs, as in 'The capital of x is'.",
        )
    relation = f"{text[: places_of_x[0]]}{{}}{text[places_of_x[0] + 1 :]}"
    subjects = list(dict.fromkeys(name.strip() for name in named.split(",") if name.strip()))
    subjects = subjects or corpus.subjects_of(relation, session.model)
    field = f"{PREFIX}subjects"
    if len(subjects) < 2:
        raise SettingError(
            field, "Name subjects of this relation, with commas between them: 16 are usual, 2 at least."
        )
    try:
        fill_template(relation, subjects, session.model)
    except InputError as error:
        raise SettingError(field, str(error)) from error
    return relation, tuple(subjects)


def _about(session: Session, settings: Json, documents: Sequence[str]) -> str:
    """Return the field that an error of a fit is about: "ridge" if a ridge penalty would solve it."""
    if settings.get("ridge") == 0:
        try:
            rows = split(documents, session.model, held_out=settings["held_out"], seed=settings["seed"])
        except InputError:
            return "question"
        if rows.count(rows.held_out) and 1 < rows.count(rows.fit) <= session.model.d_model:
            return f"{PREFIX}ridge"
    return "question"
