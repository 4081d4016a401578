"""A fit that is asked for by click: checked beforehand, done, and put among the session's own readers."""

from __future__ import annotations

import dataclasses
import itertools
import threading
import weakref
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

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
    """What a fit was asked to do, checked.

    Args:
        kind: of reader.
        text: the corpus's path, or the relation with {} in it.
        subjects: of a relation.
        documents: how many at most.
        settings: the others, as the fit's function takes them.
    """

    kind: FitKind
    text: str
    subjects: tuple[str, ...]
    documents: int
    settings: Json

    @property
    def name(self) -> str:
        """What the reader is called, unless another one is."""
        called = self.kind.called
        if self.kind.relation:
            return f"{called}, {self.text}"
        return f"{called}, layer {self.settings['layers'][0]}" if self.kind.one_layer else called


def fitted_in(session: Session) -> list[Fitted]:
    """Return what was fitted by click in a session, newest last."""
    return _FITTED.setdefault(session, [])


def given(session: Session, posed: ParsedQuestion, layer: int | None) -> FitRequest:
    """Return what a fit is asked to do; everything is checked that takes no work.

    Args:
        session: whose model is fitted.
        posed: which kind, its text and its settings.
        layer: the selected one; None for none.

    Raises:
        SettingError: naming what is wrong with it.
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
    asked: FitRequest,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> str:
    """Fit a reader, and put it among the session's own.

    Args:
        session: whose model is fitted.
        asked: what `given` returned.
        on_progress: called with (work done, work in all).
        cancel: when set, the fit stops.

    Returns:
        The reader's name in `session.readers`.

    Raises:
        SettingError: if it cannot be fitted, naming what is wrong with it.
        Cancelled: if `cancel` was set before the end, or the fit was interrupted.
    """
    settings = asked.settings
    what: list[Any] = [asked.text, asked.subjects]
    if not asked.kind.relation:
        what = [corpus.texts(asked.text, asked.documents, settings["seed"], session.model)]
    try:
        fitted, reader = asked.kind.run(session, *what, **settings, on_progress=on_progress, cancel=cancel)
    except KeyboardInterrupt:
        raise Cancelled("The fit was interrupted; nothing of it was kept.") from None
    except InputError as error:
        raise SettingError(_about(session, settings, what[0]), str(error)) from error
    fitted_in(session).append(fitted)
    names = itertools.chain([asked.name], (f"{asked.name} {i}" for i in itertools.count(2)))
    name = next(name for name in names if name not in session.readers)
    session.readers[name] = reader
    return name


def _relation(text: str, named: str, session: Session) -> tuple[str, tuple[str, ...]]:
    found = list(places("x", text))
    if len(found) != 1 or "{}" in text:
        raise SettingError(
            "question",
            "Write the relation with one x where the subject belongs, as in 'The capital of x is'.",
        )
    relation = f"{text[: found[0]]}{{}}{text[found[0] + 1 :]}"
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
    """Return which field an error of a fit is about: with a ridge, fewer tokens than d_model will do."""
    if settings.get("ridge") == 0:
        try:
            found = split(documents, session.model, held_out=settings["held_out"], seed=settings["seed"])
        except InputError:
            return "question"
        if found.count(found.held_out) and 1 < found.count(found.fit) <= session.model.d_model:
            return f"{PREFIX}ridge"
    return "question"
