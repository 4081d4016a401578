"""The menu of the question box, and the request that one of its entries makes of what was typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from latentlens.ask.calibrated import Calibrated, without_calibrator
from latentlens.errors import InputError
from latentlens.explorer.fit_settings import FitForm
from latentlens.explorer.fits import fitted_in
from latentlens.explorer.options import AskForm, AskOptions, settings_of, with_settings
from latentlens.explorer.protocol import Json, ParsedQuestion, SettingError
from latentlens.explorer.reader_summary import measured
from latentlens.inputs.shown import shown
from latentlens.readers import presets
from latentlens.readers.form import checked as valid
from latentlens.readers.form import panel_json
from latentlens.readers.preset import Preset
from latentlens.readers.reader import Reader
from latentlens.readers.registry import checked
from latentlens.training.soft_prompts import SoftPrompts

if TYPE_CHECKING:
    from latentlens.session import Session

OWN = "own:"
"""Begins the names of readers of one's own on the wire, so that none is taken for a preset's."""


@dataclasses.dataclass(frozen=True)
class MenuEntry:
    """One way to ask.

    Args:
        preset: its name, label, help, group and what it needs.
        build: makes the reader from the text and the values of the preset's own settings.
        like: a reader that accepts the same settings; None where there is none to ask.
        subject: the kind of entity that has the relation; None for any, and for what is no relation.
        held_out: by layer, how a fitted reader does on what its fit never saw.
    """

    preset: Preset
    build: Callable[..., Reader | Calibrated]
    like: Reader | Calibrated | None
    subject: str | None = None
    held_out: Mapping[int, str] = dataclasses.field(default_factory=dict)

    @property
    def own(self) -> Json:
        """The settings that are its own beside its reader's, with their usual values."""
        return {} if self.preset.own is None else self.preset.own().model_dump()

    @property
    def forms(self) -> list[type[BaseModel]]:
        """The forms of its settings."""
        own = [] if self.preset.own is None else [self.preset.own]
        return [
            *(
                []
                if self.like is None or isinstance(self.like, Calibrated)
                else without_calibrator(self.like).forms().values()
            ),
            *own,
        ]

    def _reader_forms(self) -> list[type[BaseModel]]:
        if self.like is None or isinstance(self.like, Calibrated):
            return []
        return list(self.like.forms().values())

    def to_json(self) -> Json:
        """Return the entry of the trait `presets`."""
        names = ("name", "label", "help", "group", "takes", "sample")
        settings = {**({} if self.like is None else settings_of(self.like)), **self.own}
        if self.preset.takes or self.preset.like is not None:
            settings.pop("prompt", None)  # it is the text, or drawn
        told = {name: getattr(self.preset, name) for name in names}
        told |= {"subject": self.subject, "settings": settings}
        if self.held_out:
            told["held_out"] = {str(layer): said for layer, said in self.held_out.items()}
        return told


@dataclasses.dataclass(frozen=True)
class AskRequest:
    """A question as a reader.

    Args:
        reader: what reads.
        label: how the user sees it.
        options: for a forced choice; empty for a free answer.
        how: controls, samples and seed.
        prompt_at: the setting that holds the target prompt; "question" for the text or the preset itself.
    """

    reader: Reader | Calibrated
    label: str
    options: tuple[str, ...]
    how: AskOptions
    prompt_at: str = "question"


def menu(session: Session) -> dict[str, MenuEntry]:
    """Return all ways to ask, by name.

    Args:
        session: the session that is asked; its own target prompts are preferred to the papers'.
    """
    own_question = Preset(
        "",
        "Your own question",
        "x is where the activation goes; the model goes on from there.",
        presets.question,
        "",
        takes="question",
        sample="The capital of x is",
    )
    known = list(presets.PRESETS.values())
    found = [
        *(_entry(each, session) for each in known if each.group == "Presets"),
        *(
            _entry(Preset(each.name, each.label, each.help, each.build, "Relations"), session, each.subject)
            for each in presets.RELATIONS.values()
        ),
        *(_entry(each, session) for each in known if each.group != "Presets"),
    ]
    forms = [form for way in found for form in way.forms]
    own = []
    for name, reader in session.readers.copy().items():
        own.append(_own_entry(name, reader, session, dict.fromkeys(forms)))
        forms += own[-1].forms
    return {way.preset.name: way for way in (_entry(own_question, session), *own, *found)}


def _entry(preset: Preset, session: Session, subject: str | None = None) -> MenuEntry:
    """Return the way to ask a preset or a relation."""

    def build(text: str, **own: Any) -> Reader:
        if preset.by_name and not preset.takes:
            return presets.as_reader(preset.name, prompts=session.prompts)
        model = [] if preset.like is None else [session.backend]
        return preset.build(*model, *([text] if preset.takes else []), **own)

    return MenuEntry(preset, build, preset.like or build(preset.sample), subject)


def _own_entry(
    name: str, reader: Reader | Calibrated, session: Session, forms: Iterable[type[BaseModel]]
) -> MenuEntry:
    """Return the way to ask a reader of one's own; what is none is offered too, and says so."""
    try:
        plain = checked(name, without_calibrator(reader))
        panel_json([*forms, *plain.forms().values()])
    except InputError as error:
        preset = Preset(f"{OWN}{name}", name, str(error), presets.question, "My readers")
        return MenuEntry(preset, lambda _: checked(name, without_calibrator(reader)), None)
    soft = [each for each in fitted_in(session) if isinstance(each, SoftPrompts)]
    said, held_out = measured(reader, session.backend.n_layers, soft)
    preset = Preset(f"{OWN}{name}", name, said, presets.question, "My readers")
    return MenuEntry(preset, lambda _: reader, reader, held_out=held_out)


def fields_of(entries: Iterable[MenuEntry]) -> list[Json]:
    """Return how every setting is called, explained and typed, by group, as the trait `fields`.

    Raises:
        InputError: if two ways to ask have a setting of one name and describe it differently.
    """
    forms = dict.fromkeys(form for entry in entries for form in entry.forms)
    return panel_json([*forms, AskForm, FitForm])


def build_request(posed: ParsedQuestion, known: Mapping[str, MenuEntry]) -> AskRequest:
    """Return the reader that a question asks for, its settings applied.

    Raises:
        SettingError: if a setting, or the question itself, cannot be used.
    """
    way = known.get(posed.preset)
    if way is None and posed.preset.startswith(OWN):
        name = posed.preset.removeprefix(OWN)
        raise SettingError("question", f"There is no reader {shown(name)} in session.readers any more.")
    if way is None:
        names = ", ".join(name for name in known if name)
        raise SettingError("question", f"There is no preset {shown(posed.preset)}; there are {names}.")
    if way.preset.takes and not posed.text:
        raise SettingError("question", f"The question is empty. Write one, such as {way.preset.sample!r}.")
    own = way.own
    try:
        if way.preset.own is not None:
            own |= valid([way.preset.own], {k: v for k, v in posed.settings.items() if k in own})
        reader = way.build(posed.text, **own)
    except InputError as error:
        about = error.setting if error.setting in own else next(iter(own), "question")
        raise SettingError(about, str(error)) from error
    reader, how = with_settings(reader, {k: v for k, v in posed.settings.items() if k not in own})
    if (
        way.preset.needs is not None
        and without_calibrator(reader).settings().get(way.preset.needs[0]) is None
    ):
        raise SettingError(*way.preset.needs)
    if posed.options and how.samples:
        raise SettingError(
            "samples", "Answers to choose from are scored exactly, and nothing is sampled: use one of them."
        )
    label, takes = way.preset.label, way.preset.takes
    if takes:
        label = f"{label}: {posed.text}" if way.preset.name else posed.text
    return AskRequest(
        reader, label, posed.options, how, "prompt" if "prompt" in posed.settings else "question"
    )
