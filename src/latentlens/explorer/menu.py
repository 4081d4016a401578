"""The ways to ask that the question box offers, and what was asked by one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from latentlens._checked import seed
from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.explorer.fits import fitted_in
from latentlens.explorer.options import AskOptions, settings_of, with_settings
from latentlens.explorer.protocol import Json, ParsedQuestion, SettingError
from latentlens.explorer.reader_summary import measured
from latentlens.explorer.validate import whole
from latentlens.readers import presets
from latentlens.readers.lens import Lens
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.reader import Reader
from latentlens.readers.registry import checked
from latentlens.training.soft_prompts import SoftPrompts

if TYPE_CHECKING:
    from latentlens.session import Session

Takes = Literal["", "question", "prompt"]

_TWO = "Two prompts"

OWN = "own:"
"""Begins the names of readers of one's own on the wire, so that none is taken for a preset's."""


@dataclasses.dataclass(frozen=True)
class MenuEntry:
    """One way to ask.

    Args:
        name: on the wire.
        label: in the question box.
        help: one sentence on what it reads.
        group: under which heading it is offered.
        build: makes the reader from the text.
        takes: which text it needs: none, a sentence with x in it, or a whole prompt.
        sample: of that text.
        subject: the kind of entity that has the relation; None for any, and for what is no relation.
        own: the settings that are its own beside its reader's; their values go to `build` too.
        like: a reader that accepts the same settings, where making the reader itself takes a model.
        held_out: by layer, how a fitted reader does on what its fit never saw.
    """

    name: str
    label: str
    help: str
    group: str
    build: Callable[..., Reader]
    takes: Takes = ""
    sample: str = ""
    subject: str | None = None
    own: Mapping[str, int] = dataclasses.field(default_factory=dict)
    like: Reader | None = None
    held_out: Mapping[int, str] = dataclasses.field(default_factory=dict)

    def to_json(self) -> Json:
        """Return the entry of the trait `presets`."""
        names = ("name", "label", "help", "group", "takes", "sample", "subject")
        like = self.build(self.sample) if self.like is None else self.like
        settings = {**settings_of(like), **self.own}
        if self.takes or self.like is not None:
            settings.pop("prompt", None)  # it is the text, or drawn
        told = {**{name: getattr(self, name) for name in names}, "settings": settings}
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

    reader: Reader
    label: str
    options: tuple[str, ...]
    how: AskOptions
    prompt_at: str = "question"


def ways(session: Session) -> dict[str, MenuEntry]:
    """Return all ways to ask, by name.

    Args:
        session: that is asked; its own target prompts are preferred to the papers'.
    """

    def named(name: str) -> Callable[..., Reader]:
        return lambda _: presets.as_reader(name, prompts=session.prompts)

    found = [
        MenuEntry(
            "",
            "Your own question",
            "x is where the activation goes; the model goes on from there.",
            "",
            presets.question,
            "question",
            "The capital of x is",
        ),
        *(_own(name, reader, session) for name, reader in session.readers.copy().items()),
        *(
            MenuEntry(each.name, each.label, each.help, "Presets", named(each.name))
            for each in presets.PRESETS.values()
        ),
        MenuEntry(
            "random_identity",
            "Token identity, random",
            "Which token does this state stand for? Few-shot identity with random tokens.",
            "Presets",
            lambda _, prompt_seed=0: presets.random_identity(session.model, seed=prompt_seed),
            own={"prompt_seed": 0},
            like=presets.token_identity(),
        ),
        *(
            MenuEntry(each.name, each.label, each.help, "Relations", named(each.name), subject=each.subject)
            for each in presets.RELATIONS.values()
        ),
        MenuEntry(
            "activation_patching",
            "Activation patching",
            "What another prompt answers with this state put in. Choose the token that takes it.",
            _TWO,
            presets.activation_patching,
            "prompt",
            "The capital of Japan is",
        ),
        MenuEntry(
            "multi_hop",
            "Multi-hop, apart",
            "The prompt of the second hop; its last token takes the state that the first hop ends in.",
            _TWO,
            presets.multi_hop,
            "prompt",
            "The capital of",
        ),
        MenuEntry(
            "multi_hop_in_place",
            "Multi-hop, in place",
            "This prompt again, with this state put before its first hop. Choose the token that takes it.",
            _TWO,
            # Written where it was read, the last state changes nothing: until a slot is chosen.
            lambda _: presets.multi_hop_in_place(-1),
        ),
        MenuEntry(
            "causal_tracing",
            "Causal tracing",
            "The subject's tokens are hidden under noise: does this state alone bring the answer back?",
            _TWO,
            # Which tokens are hidden is a setting; until it is given, none is.
            lambda _: Patchscope(None, None, max_new_tokens=1),
        ),
    ]
    return {way.name: way for way in found}


def _own(name: str, reader: Reader, session: Session) -> MenuEntry:
    """Return the way to ask a reader of one's own; what is none is offered too, and says so."""
    try:
        checked(name, reader)
    except InputError as error:
        return MenuEntry(
            f"{OWN}{name}", name, str(error), "Yours", lambda _: checked(name, reader), like=Lens()
        )
    soft = [each for each in fitted_in(session) if isinstance(each, SoftPrompts)]
    said, held_out = measured(reader, session.model.n_layers, soft)
    return MenuEntry(f"{OWN}{name}", name, said, "Yours", lambda _: reader, held_out=held_out)


def asked(posed: ParsedQuestion, known: Mapping[str, MenuEntry]) -> AskRequest:
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
    if way.takes and not posed.text:
        raise SettingError("question", f"The question is empty. Write one, such as {way.sample!r}.")
    own = {name: whole(name, posed.settings.get(name, value)) for name, value in way.own.items()}
    try:
        own = {name: seed(name, value) for name, value in own.items()}
        reader = way.build(posed.text, **own)
    except InputError as error:
        raise SettingError(next(iter(own), "question"), str(error)) from error
    reader, how = with_settings(reader, {k: v for k, v in posed.settings.items() if k not in own})
    if way.name == "causal_tracing" and isinstance(reader, Patchscope) and reader.noise is None:
        raise SettingError(
            "noise",
            "Which tokens does the noise hide? Give the positions of the subject's tokens, or select them in "
            "the grid and take the selection.",
        )
    if posed.options and how.samples:
        raise SettingError(
            "samples", "Answers to choose from are scored exactly, and nothing is sampled: use one of them."
        )
    label = posed.text if way.name == "" else f"{way.label}: {posed.text}" if way.takes else way.label
    return AskRequest(
        reader, label, posed.options, how, "prompt" if "prompt" in posed.settings else "question"
    )
