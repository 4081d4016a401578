"""The Steer panel: its form, and a checked request to steer until a decoder gives a wished answer."""

from __future__ import annotations

import dataclasses
import inspect
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from latentlens.activations.run_prompts import is_plain_run
from latentlens.ask.calibrated import without_calibrator
from latentlens.errors import InputError, NotFinite, SelectionError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.explorer.steer_chats import chats_in
from latentlens.inputs.shown import shown
from latentlens.readers.decoder import Decoder
from latentlens.readers.form import Panel, Positions, checked, panel_json
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steering_lora import SteeringLora
from latentlens.training.steering.steering_vectors import SteeringVectors

if TYPE_CHECKING:
    from latentlens.activations.selection import Selection
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress
    from latentlens.explorer.menu import AskRequest, MenuEntry
    from latentlens.session import Session

PREFIX = "steer_"
"""Prefix of the panel's settings, since questions have settings of the same names."""

Learnt = SteeringVectors | SteeringLora

_USUAL: Json = {name: each.default for name, each in inspect.signature(steer).parameters.items()}
"""The settings that `steer` uses where none are given."""
_COUNT = "a whole number from 1 up"


class SteerForm(BaseModel):
    """Form of the Steer panel; what is not given is as `steer` has it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    steer_wish: Annotated[
        str,
        Panel(
            "Wished answer",
            "Steer",
            "What the decoder should answer to the question above about the selected tokens.",
            empty="another answer, such as doctor",
        ),
    ] = ""
    steer_learn: Annotated[
        Literal["vectors", "lora"],
        Panel(
            "Learn",
            "Steer",
            "Vectors that are added to the residual stream at every token; or a LoRA of the blocks, which "
            "can act on some tokens more than on others, and changes replies more often. Neither is sure to: "
            "look at the reply, and not at the decoder's answer.",
            kind="choice",
            choices=(("vectors", "vectors"), ("lora", "a LoRA")),
            says="vectors or lora",
        ),
    ] = _USUAL["learn"]
    steer_layers: Annotated[
        Positions,
        Panel(
            "Layers",
            "Steer",
            "Layers that get a vector, or whose blocks get a LoRA, such as 2, 3; none above those that are "
            "read.",
            empty="the usual ones",
            says="a list of layers, such as 2, 3",
        ),
    ] = _USUAL["layers"]
    steer_positions: Annotated[
        Positions,
        Panel(
            "Tokens",
            "Steer",
            "Positions of the tokens that get a vector, from 0, such as 0, 1: there it acts on what comes "
            "after by attention, as a system prompt does.",
            empty="all",
            when=(f"{PREFIX}learn", ("vectors",)),
            says="a list of positions from 0, such as 0, 1",
        ),
    ] = _USUAL["positions"]
    steer_max_norm: Annotated[
        float,
        Field(gt=0, le=1000),
        Panel(
            "Longest vector",
            "Steer",
            "Largest norm of a vector, in usual norms of a state at its layer.",
            when=(f"{PREFIX}learn", ("vectors",)),
            says="a number above 0, such as 1",
        ),
    ] = _USUAL["max_norm"]
    steer_rank: Annotated[
        int,
        Field(ge=1, le=1024),
        Panel(
            "Rank",
            "Steer",
            "Rank of the LoRA.",
            when=(f"{PREFIX}learn", ("lora",)),
            says=_COUNT,
        ),
    ] = _USUAL["rank"]
    steer_steps: Annotated[
        int, Field(ge=1, le=10**5), Panel("Steps", "Steer", "Number of training steps.", says=_COUNT)
    ] = _USUAL["steps"]
    steer_chats: Annotated[
        str,
        Panel(
            "More chats",
            "Steer",
            "Path of a file on the kernel's machine: a text file with one user's message a line, or a .jsonl "
            'file with one whole chat a line, such as [{"role": "user", "content": "Who are you?"}]. It is '
            "learnt from these chats, too; what is learnt from this chat alone may do little in others.",
            empty="none: this chat alone",
        ),
    ] = ""
    steer_seed: Annotated[
        int,
        Field(ge=-(2**31), le=2**31),
        Panel("Seed", "Steer", "Seed of the order of what is learnt from, and of a LoRA's first matrices."),
    ] = _USUAL["seed"]


class StrengthForm(BaseModel):
    """Form of the strength, which has a slider of its own."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    steer_strength: Annotated[
        float,
        Field(ge=-100, le=100),
        Panel("Strength", "Steer", says="a number from -100 to 100, such as 1"),
    ] = 1.0


def steer_json() -> Json:
    """Return the trait `steer`: the panel's fields and their default values."""
    (group,) = panel_json([SteerForm])
    return {**group, "settings": {**SteerForm().model_dump(), **StrengthForm().model_dump()}}


@dataclasses.dataclass(frozen=True)
class SteerRequest:
    """A checked request to steer.

    Args:
        label: name of the decoder and the question, as the user sees them.
        decoder: the decoder with its question.
        read: the sites that the decoder reads.
        wish: the answer that it should give.
        strength: strength at which the result is shown first.
        chats: path of a file with users' messages or whole chats; empty for none.
        settings: the other settings, as keyword arguments of `steer`, those that differ from its own.
    """

    label: str
    decoder: Decoder
    read: Selection
    wish: str
    strength: float
    chats: str
    settings: Json

    @property
    def wishes(self) -> list[tuple[str, str]]:
        """The question with the wished answer."""
        return [(self.decoder.question, self.wish)]

    def run(self, session: Session, progress: Progress) -> Learnt:
        """Steer, and return what was learnt.

        Raises:
            SettingError: if it cannot be done; its `setting` is the field that is wrong.
            NotFinite: if a loss is NaN or infinite.
            Cancelled: if it was cancelled before the first step.
        """
        try:
            more = chats_in(self.chats, session)
            return steer(
                session, self.decoder, [self.read, *more], self.wishes, **self.settings, progress=progress
            )
        except NotFinite:
            raise
        except InputError as error:
            about = getattr(error, "setting", None) or f"{PREFIX}{self._wrong(error)}"
            raise SettingError(about, str(error)) from error

    def _wrong(self, error: InputError) -> str:
        """Return the name of the setting that an error is about."""
        for name, word in (("positions", "positions"), ("layers", "ayer")):
            if isinstance(error, SelectionError) and name in self.settings and word in str(error):
                return name
        return "wish"


def check_can_steer(entry: MenuEntry | None, session: Session, trace: Trace) -> None:
    """Refuse to steer with a reader that is no decoder, or where there is no chat to reply to.

    Args:
        entry: the chosen reader's entry in the menu; None if there is none of its name.
        session: the session that is asked.
        trace: the trace that is shown.

    Raises:
        SettingError: if it cannot be done, with what to do.
    """
    if entry is None or not entry.steers:
        raise SettingError(
            "question",
            "A model is steered by what a trained decoder answers. Choose one under Decoders in the menu, "
            "and write the question that it should answer otherwise.",
        )
    if not is_plain_run(trace, session.backend):
        raise SettingError(
            "position",
            "The model that is steered is the session's own, as it is, and this chat was read from another, "
            "with an adapter on, or in a patched run. Run it with this session, without an adapter or "
            "patches.",
        )
    if trace.chat is None:
        raise SettingError(
            "position",
            "There is no chat to reply to: this is a text. Run a chat, as in "
            "session.run([{'role': 'user', 'content': 'Who are you?'}]), and steer there; texts are steered "
            "in code, with latentlens.steer.",
        )


def parse_steer_request(request: AskRequest, read: Selection, given: Json) -> SteerRequest:
    """Return the checked request of the Steer panel, without running the model.

    Args:
        request: the question to the decoder.
        read: the sites that it reads.
        given: the panel's settings that the user changed, as the browser sends them.

    Raises:
        SettingError: if a setting, or the wish, cannot be used.
    """
    decoder = without_calibrator(request.reader)
    assert isinstance(decoder, Decoder)
    for name in given.keys() - SteerForm.model_fields.keys() - StrengthForm.model_fields.keys():
        raise SettingError(name, f"Steering has no setting {shown(name)}.")
    try:
        values = checked([SteerForm, StrengthForm], given)
    except InputError as error:
        raise SettingError(error.setting or f"{PREFIX}wish", str(error)) from None
    plain = {name.removeprefix(PREFIX): value for name, value in values.items()}
    wish = plain.pop("wish", "").strip()
    if not wish:
        raise SettingError(
            f"{PREFIX}wish",
            f"Write the answer that should be given to {decoder.question!r}, such as 'doctor'.",
        )
    if any(position < 0 for position in plain.get("positions") or ()):
        raise SettingError(
            f"{PREFIX}positions",
            "Vectors stay at the same tokens in every chat, so their positions are counted from 0. Give some "
            "such as 0, 1, or none for all tokens.",
        )
    strength, chats = plain.pop("strength", 1.0), plain.pop("chats", "").strip()
    settings = {name: value for name, value in plain.items() if value != _USUAL[name]}
    return SteerRequest(request.label, decoder, read, wish, strength, chats, settings)


def settings_in_code(settings: dict[str, Any]) -> str:
    """Return settings as they stand in a call, such as ", learn='lora', steps=20"."""
    return "".join(f", {name}={value!r}" for name, value in settings.items())
