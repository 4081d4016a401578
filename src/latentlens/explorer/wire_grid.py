"""What Python sends of the grid: pages of lenses, their measures, and what else stands around the cells."""

from __future__ import annotations

from pydantic import Field

from latentlens.explorer.wire import Message


class CellMeasures(Message):
    """What is measured at each cell of a page, in nats; null where there is nothing to read."""

    vocab: int = Field(description="How many tokens the model has.")
    entropy: list[float | None] = Field(description="Of the lens's distribution.")
    surprisal: list[float | None] = Field(
        description="Of the prompt's own next token; null at its end, where there is none."
    )
    pinned: str = Field(description="The pinned token in visible form; empty for none.")
    rank: list[int | None] = Field(description="Of the pinned token, from 1; empty without one.")
    chance: list[float | None] = Field(description="Of the pinned token; empty without one.")


class Page(Message):
    """A block of the lens; `probs` are null where there is nothing to read."""

    layers: list[int]
    start: int
    stop: int
    k: int
    words: list[str]
    index: list[int]
    probs: list[float | None]
    measures: CellMeasures | None = None


class Continuation(Message):
    """How the model goes on with the trace's own prompt."""

    text: str
    ended: bool = Field(description="False where it was cut.")
    code: str


class LensChoice(Message):
    """A lens that the grid can show."""

    name: str = Field(description="As in `session.readers`; empty for the logit lens.")
    label: str
