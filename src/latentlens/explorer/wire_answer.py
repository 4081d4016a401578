"""What Python sends of one answer: what was said, beside its controls, and where it was read and written."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from latentlens.explorer.wire import Message, QuestionText, Value
from latentlens.scoring.verdict import VerdictKind


class VectorRead(Message):
    """The vector that is read, where it is no cell's."""

    name: str
    layer: int


class Target(Message):
    """A target prompt: where the activation is written."""

    tokens: list[str]
    slots: list[int] | None = Field(description="Null for the position that is read.")
    layer: int | None
    movable: bool
    positions: list[int] | None = Field(
        default=None, description="The positions that are read for the answer; several of a span."
    )
    layers: list[int] | None = Field(
        default=None, description="The layers at which those are read; none before a cell is selected."
    )
    reads: VectorRead | None = None


class Option(Message):
    """One answer of a forced choice."""

    text: str
    probability: float | None = Field(description="Null where there is no answer.")
    logprob: float | None = Field(default=None, json_schema_extra={"nullable": True})
    length_normalised: float | None = Field(default=None, json_schema_extra={"nullable": True})


class Control(Message):
    """What one control answered."""

    kind: str
    text: str
    confidence: float
    support: float
    options: list[Option] | None = Field(
        default=None, description="The control's own scores in a forced choice."
    )


class Flag(Message):
    """A warning about an answer."""

    kind: str
    message: str


class NoiseSample(Message):
    """How many of one kind of noise exceed their controls as far as the answer."""

    kind: str
    reached: int
    n: int
    p_value: float


class AgainstNoise(Message):
    """An answer's excess beside that of noise that answered for itself."""

    excess: float
    read: bool | None = Field(description="Null with too few random vectors to tell.")
    verdict: str
    samples: list[NoiseSample]


class Answer(Message):
    """An answer with its confidence, beside its controls."""

    id: str
    question: str
    text: str
    tokens: list[str]
    token_logprobs: list[float]
    confidence: float | None = Field(
        description="Null where the state, or what the model made of it, is NaN or infinite."
    )
    confidence_kind: str
    calibrated_confidence: float | None = Field(
        default=None,
        description="Of a calibrated reader, how often answers of this confidence were correct.",
        json_schema_extra={"nullable": True},
    )
    calibrated_on: str | None = Field(default=None, description="The cases that this was fitted on.")
    excess: float | None
    verdict: VerdictKind = Field(description="What is to be said of it; the sentence is in `Constants`.")
    noise: AgainstNoise | None = Field(
        default=None, description="Where noise was asked for.", json_schema_extra={"nullable": True}
    )
    options: list[Option]
    option_mass: float | None
    agreement: dict[str, Any] | None = Field(
        default=None,
        description="Of sampled answers, what they agree on.",
        json_schema_extra={"nullable": True},
    )
    controls: list[Control]
    flags: list[Flag]
    sites: list[tuple[int, int]] = Field(
        description="Layer and position of every state that was read; empty for a vector."
    )
    layer: int
    position: int | None = Field(description="Of several the last; null for a vector.")
    token: str
    target_layer: int
    reader: str
    code: str
    target: Target | None = Field(default=None, description="Not of the points of curves and grids.")
    vector: str | None = Field(
        default=None, description="The name of the vector that was read; `token` has the scale with it."
    )
    scale: float | None = None
    provenance: dict[str, Any] | None = Field(
        default=None,
        description="Model, fingerprint, seed and versions; not of the points of curves and grids.",
    )
    verified: str | None = Field(
        default=None, description="What running it again by itself came to, where that was asked for."
    )
    asked: QuestionText | None = Field(
        default=None, description="The question as it was sent; not of the points of curves and grids."
    )
    settings: dict[str, Value] | None = Field(
        default=None, description="The settings that it was asked with, as `asked`, those of its source too."
    )
    brief: bool | None = Field(
        default=None,
        description="Whether what only its card shows was left out: its tokens, and what its controls say.",
    )
