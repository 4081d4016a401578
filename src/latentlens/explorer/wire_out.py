"""What Python sends to the browser, as models that give TypeScript its types and check real traffic."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from latentlens.explorer.wire import Message, SitesArgs, Value, What
from latentlens.explorer.wire_answer import Answer, Target
from latentlens.explorer.wire_grid import (
    Comparable,
    Continuation,
    LensChoice,
    Page,
    SecondTrace,
    SessionTrace,
)
from latentlens.scoring.verdict import VerdictKind


class PanelField(Message):
    """How a setting is called, explained and typed."""

    name: str
    label: str
    kind: Literal["number", "text", "texts", "yes", "choice", "positions"]
    help: str
    choices: list[tuple[str | None, str]] | None = Field(
        default=None, description="The value and label of each."
    )
    empty: str | None = Field(default=None, description="What an empty field means.")
    when: tuple[str, list[str | None]] | None = Field(
        default=None, description="Shown only while another field has one of these values."
    )
    needs: str | None = Field(default=None, description="Shown only while this other field is given.")


class FieldGroup(Message):
    """The settings under one heading."""

    group: str
    fields: list[PanelField]


class Constants(Message):
    """Numbers that Python and the view have to agree on."""

    low_option_mass: float = Field(
        description="Below this, an answer's options hold too little of the probability to mean much."
    )
    verdicts: dict[VerdictKind, str] = Field(description="The sentence of each verdict on an answer.")
    lens_page_layers: int = Field(description="How many layers a page of the lens has.")
    lens_page_positions: int = Field(description="How many positions a page of the lens has.")


class SourceFields(FieldGroup):
    """What can be read in place of the selected cell."""

    settings: dict[str, Value]


class Way(Message):
    """A way to ask: a preset, a method that takes a text, or a question in the user's own words."""

    name: str
    label: str
    help: str
    group: str = Field(
        description="The heading under which it is offered; empty for a question of one's own."
    )
    takes: Literal["", "question", "prompt", "corpus"]
    sample: str = Field(description="An example of the text that it takes.")
    subject: str | None = Field(description="The kind of entity that has this relation.")
    settings: dict[str, Value] = Field(description="What its reader accepts, with the reader's own values.")
    held_out: dict[str, str] | None = Field(
        default=None, description="By layer, how a fitted reader does on what its fit never saw."
    )
    fit: bool | None = Field(
        default=None, description="Whether there is no reader to ask before it has been fitted."
    )
    steers: bool | None = Field(
        default=None, description="Whether it is a trained decoder, whose answers a model can be steered to."
    )


class SteeredReply(Message):
    """What the model says to a chat, and what the decoder reads then, at one strength."""

    strength: float | None = Field(description="Null for the model as it is.")
    text: str
    ended: bool = Field(description="False for a reply that was cut.")
    answer: str = Field(description="The decoder's answer about the same tokens.")
    confidence: float
    code: str


class Steered(Message):
    """What was learnt to steer with, and the replies so far."""

    id: str
    label: str
    decoder: str
    question: str
    wish: str
    learn: Literal["vectors", "lora", "slot"]
    layers: list[int]
    sites: list[tuple[int, int]] = Field(description="Layer and position of every state that was read.")
    steps: int
    done: int = Field(description="Fewer than the steps where it was cancelled.")
    kept: int = Field(description="After how many steps the loss was least.")
    cancelled: bool
    losses: list[float] = Field(description="The loss before, and the least.")
    before: SteeredReply
    after: list[SteeredReply] = Field(description="By strength, lowest first.")
    prompt: str | None = Field(default=None, description="The system prompt with the slot that is steered.")
    tried: int | None = Field(default=None, description="How many candidates for the slot were tried.")
    diverged: int | None = Field(
        default=None, description="How many of them diverged and were left out, if some did."
    )
    convinced: float | None = Field(
        default=None,
        description="Share of the vector's own replies that the decoder answered as wished, if it is known.",
    )
    judged: int | None = Field(default=None, description="Of how many replies `convinced` is the share.")
    empty: SteeredReply | None = Field(default=None, description="With the system prompt, and nothing added.")
    random: list[SteeredReply] | None = Field(
        default=None, description="With a random vector of the same norm in the slot, by strength."
    )


class TrainFields(FieldGroup):
    """The form of the Train panel."""

    settings: dict[str, Value]
    recipes: list[str] = Field(description="Names of the recipes that ship with the model.")


class TrainedRun(Message):
    """How the training of a decoder, or of a control, went."""

    kind: str
    steps: int
    loss: float
    validation: tuple[float, float] | None = Field(description="Loss and accuracy on the validation rows.")
    speed: float | None = Field(description="Examples per second.")


class Trained(Message):
    """A decoder's training: done, or cancelled with its checkpoint kept."""

    id: str
    name: str
    recipe: str
    out: str = Field(description="The directory on the kernel's machine.")
    preset: str | None = Field(description="The way to ask the decoder; null where it was cancelled.")
    cancelled: bool
    said: str = Field(description="How far it was when it was cancelled.")
    rows: list[int] = Field(description="How many rows it was trained on, and validated on.")
    runs: list[TrainedRun] = Field(description="The decoder's, then those of its controls.")
    code: str


class Series(Message):
    """Answers to one question that belong together, and may still be coming."""

    id: str
    question: str
    total: int
    complete: bool
    points: list[Answer]
    target: Target | None = Field(
        default=None, description="The target prompt of all points, each written at its own target layer."
    )


class Curve(Series):
    """The positions of a layer, or the scales of a vector."""

    layer: int
    vector: str | None = Field(default=None, description="The vector that was swept over its scales.")


class HeatMap(Series):
    """Source layer by target layer."""

    position: int


class SiteMap(Series):
    """Source layers by positions."""

    asked: SitesArgs | None = Field(
        default=None,
        description="What was asked for; missing where a user's own reader was, whose name may stand for "
        "another one.",
    )


class Comparison(Message):
    """The answers of several readers about one selection."""

    id: str
    answers: list[str] = Field(description="Ids of the answers, which are in `history`.")
    agreeing: int = Field(description="How many pairs of them say the same after normalisation.")
    pairs: int


class WorkEntry(Message):
    """A query that is queued or running."""

    id: str
    what: What
    args: dict[str, Any]
    state: Literal["queued", "running"]
    done: int
    total: int = Field(description="0 where it is not known yet.")


class Queued(Message):
    """Python has the query; `ahead` others stand before it."""

    kind: Literal["queued"]
    id: str
    what: What
    args: dict[str, Any]
    ahead: int


class Progress(Message):
    """A query is at work."""

    kind: Literal["progress"]
    id: str
    done: int
    total: int = Field(description="0 where it is not known yet.")
    says: str = Field(default="", description="What is being done, such as with which loss.")


class Partial(Message):
    """Points of a sweep or a grid of layers, in the order in which they were found."""

    kind: Literal["partial"]
    id: str
    answers: list[Answer]
    target: Target | None = None


class Result(Message):
    """A query is done."""

    kind: Literal["result"]
    id: str
    value: Any


class Failed(Message):
    """A query failed."""

    kind: Literal["error"]
    id: str
    type: str = Field(description="The exception's class.")
    message: str
    setting: str | None = Field(description="Which setting it is about.")


class Cancelled(Message):
    """A query was cancelled."""

    kind: Literal["cancelled"]
    id: str


class Pong(Message):
    """The kernel is there."""

    kind: Literal["pong"]
    id: str
    work: list[WorkEntry]


OUT = (
    *(
        Constants,
        Way,
        FieldGroup,
        SourceFields,
        Target,
        Answer,
        Page,
        Curve,
        HeatMap,
        SiteMap,
        LensChoice,
        Continuation,
        SecondTrace,
        SessionTrace,
        Comparable,
        Comparison,
        Steered,
        TrainFields,
        Trained,
    ),
    *(Queued, Progress, Partial, Result, Failed, Cancelled, Pong),
)
"""What Python sends."""
