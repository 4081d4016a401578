"""The question box's menu of readers, and the request made of an entry, a text and settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from latentlens.ask.calibrated import Calibrated, with_question, without_calibrator
from latentlens.errors import InputError
from latentlens.explorer.fit_settings import FitForm
from latentlens.explorer.fits import fitted_in
from latentlens.explorer.options import AskForm, AskOptions, settings_of, with_settings
from latentlens.explorer.protocol import Json, ParsedQuestion, SettingError
from latentlens.explorer.reader_summary import summary_and_figures
from latentlens.explorer.train_panel import figures_of
from latentlens.inputs.shown import shown
from latentlens.readers import presets
from latentlens.readers.decoder import Decoder
from latentlens.readers.form import checked as valid
from latentlens.readers.form import panel_json
from latentlens.readers.preset import Preset
from latentlens.readers.reader import Reader
from latentlens.readers.registry import checked
from latentlens.training.soft_prompts import SoftPrompts

if TYPE_CHECKING:
    from latentlens.session import Session

USER_READER_PREFIX = "own:"
"""Prefix of the names of `session.readers` in messages, which sets them apart from presets."""

DECODER_PREFIX = "decoder:"
"""Prefix of the names of decoders that ship with the model."""

DECODERS = "Decoders"
"""Heading of the trained decoders."""


@dataclasses.dataclass(frozen=True)
class MenuEntry:
    """One reader in the question box's menu.

    Args:
        preset: the entry's name, label, help, group, and the text that it takes.
        build: function that makes the reader from the text and the preset's own settings.
        example_reader: a reader with the same settings; None if the entry's reader cannot be used.
        subject: the type of entity that a relation applies to; None (default) for any entity, and for
            entries that are not relations.
        held_out: a text of a fitted reader's held-out figures for each layer; empty by default.
    """

    preset: Preset
    build: Callable[..., Reader | Calibrated]
    example_reader: Reader | Calibrated | None
    subject: str | None = None
    held_out: Mapping[int, str] = dataclasses.field(default_factory=dict)

    @property
    def own_settings(self) -> Json:
        """The preset's own settings beside its reader's, with their default values."""
        return {} if self.preset.settings_form is None else self.preset.settings_form().model_dump()

    @property
    def steers(self) -> bool:
        """Whether it is a trained decoder that is asked in words, whose answers a model can be steered to."""
        if self.example_reader is None:
            return False
        reader = without_calibrator(self.example_reader)
        return isinstance(reader, Decoder) and reader.asks

    @property
    def forms(self) -> list[type[BaseModel]]:
        """The forms of the reader's settings, then that of the preset's own."""
        preset_form = [] if self.preset.settings_form is None else [self.preset.settings_form]
        return [*self._reader_forms(), *preset_form]

    def _reader_forms(self) -> list[type[BaseModel]]:
        if self.example_reader is None or isinstance(self.example_reader, Calibrated):
            return []
        return list(self.example_reader.forms().values())

    def to_json(self) -> Json:
        """Return the entry of the trait `presets` as plain data."""
        names = ("name", "label", "help", "group", "takes", "sample")
        settings = {
            **({} if self.example_reader is None else settings_of(self.example_reader)),
            **self.own_settings,
        }
        if self.preset.takes or self.preset.example_reader is not None:
            settings.pop("prompt", None)  # the prompt is the typed text, or drawn at random
            settings.pop("question", None)
        entry = {name: getattr(self.preset, name) for name in names}
        entry |= {"subject": self.subject, "settings": settings}
        if self.steers:
            entry["steers"] = True
        if self.held_out:
            entry["held_out"] = {str(layer): figures for layer, figures in self.held_out.items()}
        return entry


@dataclasses.dataclass(frozen=True)
class AskRequest:
    """A checked request to ask a reader.

    Args:
        reader: the reader to ask.
        label: the question as the user sees it.
        options: options of a forced choice; empty for free text.
        ask_options: controls, samples and seed.
        prompt_at: the field that an error about the target prompt belongs to: "question" (default) for the
            typed text, or "prompt" for the setting.
    """

    reader: Reader | Calibrated
    label: str
    options: tuple[str, ...]
    ask_options: AskOptions
    prompt_at: str = "question"


def menu(session: Session) -> dict[str, MenuEntry]:
    """Return all entries of the question box's menu, by name.

    Args:
        session: the session that is asked; its target prompts replace the papers', and its readers are
            entries, too. Presets that are chats are left out where its model has no chat template.
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
    decoders = [
        _asked_entry(f"{DECODER_PREFIX}{name}", name, decoder, decoder.summary)
        for name, decoder in session.decoders.items()
    ]
    chats = session.backend.tokenizer.has_chat_template
    known = [each for each in presets.PRESETS.values() if chats or not each.chat]
    registered = [
        *(_entry(each, session, each.subject) for each in known if each.group == "Presets"),
        *(_entry(each, session, each.subject) for each in known if each.group == "Relations"),
        *(
            _entry(Preset(each.name, each.label, each.help, each.build, "Relations"), session, each.subject)
            for each in presets.RELATIONS.values()
        ),
        *(
            _entry(each, session, each.subject)
            for each in known
            if each.group not in ("Presets", "Relations")
        ),
    ]
    forms = [form for entry in (*decoders, *registered) for form in entry.forms]
    user_readers = []
    for name, reader in session.readers.copy().items():
        user_readers.append(_user_reader_entry(name, reader, session, dict.fromkeys(forms)))
        forms += user_readers[-1].forms
    return {
        entry.preset.name: entry
        for entry in (_entry(own_question, session), *decoders, *user_readers, *registered)
    }


def _entry(preset: Preset, session: Session, subject: str | None = None) -> MenuEntry:
    """Return the menu entry of a preset or a relation."""

    def build(text: str, **preset_settings: Any) -> Reader:
        if preset.by_name and not preset.takes:
            return presets.as_reader(preset.name, prompts=session.prompts)
        model = [] if preset.example_reader is None else [session.backend]
        return preset.build(*model, *([text] if preset.takes else []), **preset_settings)

    return MenuEntry(preset, build, preset.example_reader or build(preset.sample), subject)


def _asked_entry(
    name: str,
    label: str,
    reader: Reader | Calibrated,
    summary: str,
    held_out: Mapping[int, str] | None = None,
) -> MenuEntry:
    """Return the menu entry of a reader that is asked questions in words, such as a trained decoder.

    Args:
        name: the entry's name.
        label: the reader's name, as the menu shows it.
        reader: the reader; its own question is the example.
        summary: what it is and reads.
        held_out: as in `MenuEntry`; None (default) for none.
    """
    uncalibrated = without_calibrator(reader)
    asks = uncalibrated.asks
    sample = uncalibrated.settings().get("question") or "What is it about?"
    preset = Preset(
        name, label, summary, presets.question, DECODERS,
        takes="question" if asks else "", sample=sample if asks else "", by_name=False,
    )  # fmt: skip

    def build(text: str) -> Reader | Calibrated:
        return with_question(reader, text) if asks else reader

    return MenuEntry(preset, build, reader, held_out=held_out or {})


def _user_reader_entry(
    name: str, reader: Reader | Calibrated, session: Session, forms: Iterable[type[BaseModel]]
) -> MenuEntry:
    """Return the menu entry of an object in `session.readers`; if it is no reader, its help is the error."""
    try:
        uncalibrated = checked(name, without_calibrator(reader))
        panel_json([*forms, *uncalibrated.forms().values()])
    except InputError as error:
        preset = Preset(f"{USER_READER_PREFIX}{name}", name, str(error), presets.question, "My readers")
        return MenuEntry(preset, lambda _: checked(name, without_calibrator(reader)), None)
    soft = [each for each in fitted_in(session) if isinstance(each, SoftPrompts)]
    summary, held_out = summary_and_figures(reader, session.backend.n_layers, soft)
    summary += figures_of(session, name)
    if uncalibrated.asks:
        return _asked_entry(f"{USER_READER_PREFIX}{name}", name, reader, summary, held_out)
    preset = Preset(f"{USER_READER_PREFIX}{name}", name, summary, presets.question, "My readers")
    return MenuEntry(preset, lambda _: reader, reader, held_out=held_out)


def fields_of(entries: Iterable[MenuEntry]) -> list[Json]:
    """Return the name, help and type of every setting, by group, as the trait `fields`.

    Args:
        entries: the entries of the menu.

    Raises:
        InputError: if two entries have settings of one name with different descriptions.
    """
    forms = dict.fromkeys(form for entry in entries for form in entry.forms)
    return panel_json([*forms, AskForm, FitForm])


def build_request(posed: ParsedQuestion, known: Mapping[str, MenuEntry]) -> AskRequest:
    """Return the request that a question makes: its reader with the user's settings, and its options.

    Args:
        posed: the question box's entry, text, options and settings.
        known: the entries of the menu, by name.

    Raises:
        SettingError: if a setting, or the question itself, cannot be used.
    """
    entry = known.get(posed.preset)
    if entry is None and posed.preset.startswith(USER_READER_PREFIX):
        name = posed.preset.removeprefix(USER_READER_PREFIX)
        raise SettingError("question", f"There is no reader {shown(name)} in session.readers any more.")
    if entry is None:
        names = ", ".join(name for name in known if name)
        raise SettingError("question", f"There is no preset {shown(posed.preset)}; there are {names}.")
    if entry.preset.takes and not posed.text:
        raise SettingError("question", f"The question is empty. Write one, such as {entry.preset.sample!r}.")
    preset_settings = entry.own_settings
    try:
        if entry.preset.settings_form is not None:
            preset_settings |= valid(
                [entry.preset.settings_form],
                {k: v for k, v in posed.settings.items() if k in preset_settings},
            )
        reader = entry.build(posed.text, **preset_settings)
    except InputError as error:
        about = error.setting if error.setting in preset_settings else next(iter(preset_settings), "question")
        raise SettingError(about, str(error)) from error
    reader, ask_options = with_settings(
        reader, {k: v for k, v in posed.settings.items() if k not in preset_settings}
    )
    if (
        entry.preset.needs is not None
        and without_calibrator(reader).settings().get(entry.preset.needs[0]) is None
    ):
        raise SettingError(*entry.preset.needs)
    if posed.options and ask_options.samples:
        raise SettingError(
            "samples", "Answers to choose from are scored exactly, and nothing is sampled: use one of them."
        )
    label, takes = entry.preset.label, entry.preset.takes
    if takes:
        label = f"{label}: {posed.text}" if entry.preset.name else posed.text
    return AskRequest(
        reader, label, posed.options, ask_options, "prompt" if "prompt" in posed.settings else "question"
    )
