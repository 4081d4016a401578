"""Rows about chats: what is read of a chat, and what is hidden of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from random import Random
from typing import Any, Literal

from latentlens.errors import InputError
from latentlens.model.prompt import TakesPrompts
from latentlens.model.tokenizer import ChatMessages
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.data.row_positions import chat_turns, text_of, token_ids

Masking = Literal["left_out", "unattended", "published"]
MASKINGS: tuple[Masking, ...] = ("left_out", "unattended", "published")


@dataclasses.dataclass(frozen=True)
class ChatReading:
    """What is read of a chat, and what is hidden of it.

    Args:
        positions: token positions that are read.
        hidden: token positions that later tokens may not attend to.
        text_gives: the text of the positions that are read.
    """

    positions: tuple[int, ...]
    hidden: tuple[int, ...]
    text_gives: str


def read_chat(
    messages: ChatMessages, model: TakesPrompts, *, controls: int, masking: Masking = "left_out"
) -> ChatReading:
    """Return the tokens of a chat that are read: all after the messages that set what is asked for.

    Read are the turns after the first `controls` messages, with the chat template's marks; if the last
    message is the user's, the beginning of the reply too.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686) and its code, which reads the tokens after the
    control. The code fills the first of them with the activation of the first token after `<bos>`; so does
    "published".

    Args:
        messages: the chat.
        model: backend or model whose tokenizer and chat template apply.
        controls: number of first messages that are not read, such as 1 for a system prompt; 0 reads the chat
            from its first message on.
        masking: what becomes of these messages: "left_out" (default): later tokens attend to them as always,
            and their own activations are not read; "unattended": later tokens may not attend to them either,
            so that the activations read hold nothing of them but what a reply says; "published": as left_out,
            and the first activation that is read is that of the first token after `<bos>`.

    Raises:
        TokenizerError: if the messages cannot be found among the tokens.
        InputError: if no message is left to read.
    """
    turns = chat_turns(messages, model.tokenizer)
    if not controls < len(turns):
        raise InputError(
            f"The chat has {len(turns)} messages, and {controls} are left out. Leave at least one to read."
        )
    ids = token_ids(tuple(messages), model)
    stop = turns[-1].stop if turns[-1].role == "assistant" else len(ids)
    positions = tuple(range(turns[controls].start, stop))
    hidden: tuple[int, ...] = ()
    given = text_of(positions, ids, model.tokenizer)
    if masking == "unattended" and controls:
        hidden = tuple(range(turns[0].start, turns[controls].start))
    if masking == "published":
        first = int(ids[0] == model.tokenizer.hf.bos_token_id)
        positions = (min(first, positions[0]), *positions[1:])
    return ChatReading(positions, hidden, given)


def narrowed(row: DecoderRow, rng: Random, model: TakesPrompts) -> DecoderRow:
    """Return a row that reads 1 to 3 of its positions, ending 1 to 10 before the last.

    Source: Karvonen et al. 2025 (Activation Oracles, arXiv 2512.15674), appendix B: half of the rows made of
    LatentQA's data read such a window, the other half the whole segment.

    Args:
        row: row that reads a segment.
        rng: random source.
        model: backend or model whose tokenizer applies.
    """
    n = len(row.positions)
    stop = max(1, n - rng.randint(1, 10))
    positions = row.positions[max(0, stop - rng.randint(1, 3)) : stop]
    given = text_of(positions, token_ids(row.source, model), model.tokenizer)
    return dataclasses.replace(row, positions=positions, text_gives=given)


def chat_row(
    messages: ChatMessages,
    model: TakesPrompts,
    *,
    controls: int,
    masking: Masking = "left_out",
    **columns: Any,
) -> DecoderRow:
    """Return a row that reads a chat.

    Args:
        messages: the chat.
        model: backend or model whose tokenizer and chat template apply.
        controls: as in `read_chat`.
        masking: as in `read_chat`.
        columns: further columns of the row, such as `question` and `answer`.

    Raises:
        TokenizerError: as in `read_chat`.
        InputError: as in `read_chat`, or if a column cannot be used.
    """
    reading = read_chat(messages, model, controls=controls, masking=masking)
    return DecoderRow(
        tuple(messages),
        reading.positions,
        hidden=reading.hidden,
        text_gives=reading.text_gives,
        **columns,
    )


def drawn_options(rng: Random, answer: str, values: Sequence[str], most: int) -> tuple[str, ...]:
    """Return options in alphabetical order, the others drawn as often as they stand among the values.

    Args:
        rng: random source.
        answer: the right answer, which is always an option.
        values: values to draw from; a frequent one stands in it several times.
        most: largest number of options.

    Examples:
        >>> drawn_options(Random(0), "a", ["a", "b", "b"], 12)
        ('a', 'b')
    """
    others = [value for value in dict.fromkeys(rng.sample(values, len(values))) if value != answer]
    return tuple(sorted([answer, *others[: most - 1]]))
