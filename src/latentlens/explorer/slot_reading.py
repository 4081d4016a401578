"""SlotReading: the selected tokens of a chat, found again in the chat with a slot in its system prompt."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from latentlens.activations.trace import Trace
from latentlens.errors import InputError
from latentlens.explorer.protocol import SettingError
from latentlens.explorer.steer_chats import CHATS
from latentlens.inputs.shown import shown
from latentlens.training.steering.steer_in_slot import unanswered
from latentlens.training.steering.system_slot import SystemSlot

if TYPE_CHECKING:
    from latentlens.activations.selection import Selection
    from latentlens.model.tokenizer import ChatMessages, ModelTokenizer


@dataclasses.dataclass(frozen=True)
class SlotReading:
    """A chat that begins with a system prompt with a slot, and what is read of it.

    Args:
        slot: the system prompt.
        chat: the chat with it, the assistant's last message included.
        token_ids: its tokens.
        layers: layers that are read.
        positions: positions that are read, those of the tokens that were selected in the chat without it.
    """

    slot: SystemSlot
    chat: tuple[dict[str, Any], ...]
    token_ids: tuple[int, ...]
    layers: tuple[int, ...]
    positions: tuple[int, ...]

    @classmethod
    def of(cls, read: Selection, slot: SystemSlot) -> SlotReading:
        """Return what a selection of a chat is after the system prompt with the slot.

        Args:
            read: the selection.
            slot: the system prompt.

        Raises:
            SettingError: if the prompt has no slot, or some of what is selected comes before its end.
        """
        trace, tokenizer = read.trace, read.trace.backend.tokenizer
        assert isinstance(trace, Trace)
        chat = slot.before(trace.chat or ())
        try:
            slot.position(tokenizer, chat)
            end = slot.end(tokenizer, chat)
        except InputError as error:
            raise SettingError("steer_prompt", str(error)) from error
        ids = tokenizer.encode_chat(chat)
        shift = len(ids) - len(trace.token_ids)
        positions = tuple(position + shift for position in read.positions)
        if min(positions) < end or ids[end:] != list(trace.token_ids)[end - shift :]:
            raise SettingError(
                "position",
                "The vector is put into the system prompt, and the decoder reads what comes after that. "
                "Select tokens after the system prompt, such as the user's message or the reply.",
            )
        return cls(slot, tuple(chat), tuple(ids), tuple(read.layers), positions)

    def check_more(self, chats: Sequence[ChatMessages], path: str, tokenizer: ModelTokenizer) -> None:
        """Check that more chats can be learnt from together with this one.

        Args:
            chats: the chats of a file.
            path: path of the file, for the error message.
            tokenizer: the model's tokenizer.

        Raises:
            SettingError: if one cannot be replied to, or has the slot at another position.
        """
        own = self.slot.position(tokenizer, self.chat)
        for number, chat in enumerate(chats, 1):
            which = f"Chat {number} of {shown(path)}"
            try:
                position = self.slot.position(tokenizer, self.slot.before(unanswered(chat)))
            except InputError as error:
                raise SettingError(CHATS, f"{which} cannot be steered in the slot. {error}") from error
            if position != own:
                raise SettingError(
                    CHATS,
                    f"{which} has the slot at position {position}, and the chat that is shown at {own}. Give "
                    "chats before which the chat template writes the same.",
                )
