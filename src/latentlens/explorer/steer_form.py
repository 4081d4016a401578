"""The form of the Steer panel: what is learnt, where, from which chats."""

from __future__ import annotations

import inspect
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from latentlens.explorer.protocol import Json
from latentlens.readers.form import Panel, Positions, panel_json
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steer_in_slot import steer_in_slot

PREFIX = "steer_"
"""Prefix of the panel's settings, since questions have settings of the same names."""

USUAL: Json = {name: each.default for name, each in inspect.signature(steer).parameters.items()}
"""The settings that `steer` uses where none are given."""
USUAL_IN_SLOT: Json = {
    name: each.default for name, each in inspect.signature(steer_in_slot).parameters.items()
}
"""The settings that `steer_in_slot` uses where none are given."""
_AT_LAYERS = ("vectors", "lora")
"""What is learnt at layers of the user's choice."""
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
        Literal["vectors", "lora", "slot"],
        Panel(
            "Learn",
            "Steer",
            "Vectors that are added to the residual stream at every token; a LoRA of the blocks, which can "
            "act on some tokens more than on others; or one vector in a slot of the system prompt, a word "
            "that says nothing, which changes replies far more often than both. None is sure to: look at the "
            "reply, and not at the decoder's answer.",
            kind="choice",
            choices=(
                ("vectors", "vectors"),
                ("lora", "a LoRA"),
                ("slot", "a vector in a slot"),
            ),
            says="vectors, lora or slot",
        ),
    ] = USUAL["learn"]
    steer_prompt: Annotated[
        str,
        Panel(
            "System prompt",
            "Steer",
            "System prompt with the word x once, at which the vector is added, such as Act like a x. for a "
            "role, or You feel x. for a mood. The chat begins with it, in place of a system prompt of its "
            "own. Four vectors are learnt, of several lengths, from what comes after the prompt, and the one "
            "whose own replies convince the decoder most often is kept.",
            when=(f"{PREFIX}learn", ("slot",)),
        ),
    ] = USUAL_IN_SLOT["prompt"]
    steer_layers: Annotated[
        Positions,
        Panel(
            "Layers",
            "Steer",
            "Layers that get a vector, or whose blocks get a LoRA, such as 2, 3; none above those that are "
            "read.",
            empty="the usual ones",
            when=(f"{PREFIX}learn", _AT_LAYERS),
            says="a list of layers, such as 2, 3",
        ),
    ] = USUAL["layers"]
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
    ] = USUAL["positions"]
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
    ] = USUAL["max_norm"]
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
    ] = USUAL["rank"]
    steer_steps: Annotated[
        int, Field(ge=1, le=10**5), Panel("Steps", "Steer", "Number of training steps.", says=_COUNT)
    ] = USUAL["steps"]
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
    ] = USUAL["seed"]


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
