"""SteerRequest: a checked request of the Steer panel, to steer until a decoder gives a wished answer."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from latentlens.activations.run_prompts import is_plain_run
from latentlens.ask.calibrated import without_calibrator
from latentlens.errors import InputError, NotFinite, SelectionError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.explorer.slot_reading import SlotReading
from latentlens.explorer.steer_chats import chats_in
from latentlens.explorer.steer_form import PREFIX, USUAL, USUAL_IN_SLOT, SteerForm, StrengthForm
from latentlens.inputs.shown import shown
from latentlens.readers.decoder import Decoder
from latentlens.readers.form import checked
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steer_in_slot import steer_in_slot
from latentlens.training.steering.steering_lora import SteeringLora
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.training.steering.system_slot import SystemSlot

if TYPE_CHECKING:
    from latentlens.activations.selection import Selection
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress
    from latentlens.explorer.menu import AskRequest, MenuEntry
    from latentlens.session import Session

Learnt = SteeringVectors | SteeringLora

_IN_SLOT = ("steps", "seed")
"""Settings of the panel that `steer_in_slot` has, too."""


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
        settings: the other settings, as keyword arguments of `steer`, or of `steer_in_slot`, those that
            differ from its own.
        in_slot: the chat with a slot in its system prompt; None (default) where layers are steered.
    """

    label: str
    decoder: Decoder
    read: Selection
    wish: str
    strength: float
    chats: str
    settings: Json
    in_slot: SlotReading | None = None

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
            if self.in_slot is not None:
                self.in_slot.check_more(more, self.chats, session.backend.tokenizer)
                chats = [self.in_slot.chat, *more]
                return steer_in_slot(
                    session, self.decoder, chats, self.wishes, **self.settings, progress=progress
                )
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
        if self.in_slot is not None:
            return "wish"  # the prompt and the chats were checked before
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
            "and write the question to which it should give another answer.",
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
    prompt, in_slot = plain.pop("prompt", USUAL_IN_SLOT["prompt"]), None
    settings = {name: value for name, value in plain.items() if value != USUAL[name]}
    if settings.get("learn") == "slot":
        in_slot = SlotReading.of(read, SystemSlot(prompt))
        options = list(dict.fromkeys((*request.options, wish))) if request.options else []
        every = {name: plain[name] for name in _IN_SLOT if name in plain}
        every |= {"prompt": prompt, "layers": list(read.layers), "options": options}
        settings = {name: value for name, value in every.items() if value != USUAL_IN_SLOT[name]}
        if not options:
            settings.pop("options")
    return SteerRequest(request.label, decoder, read, wish, strength, chats, settings, in_slot)
