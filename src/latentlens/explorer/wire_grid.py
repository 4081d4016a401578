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


class CellDifferences(Message):
    """A second trace minus what it is compared with, at each cell; null where there is nothing to compare.

    The page's own words are then what is compared with reads: its likeliest token, or the pinned one.
    """

    vocab: int = Field(description="How many tokens the model has.")
    pinned: str = Field(description="The pinned token in visible form; empty for none.")
    index: list[int | None] = Field(description="The second trace's likeliest token, in `words`.")
    chance: list[float | None] = Field(description="Probability of the page's token in the second trace.")
    entropy: list[float | None] = Field(description="Difference in nats.")
    surprisal: list[float | None] = Field(description="Difference in nats.")
    before: list[int | None] = Field(description="Rank of the pinned token; empty without one.")
    after: list[int | None] = Field(description="The same in the second trace.")
    distance: list[float | None] = Field(description="Total variation distance of the distributions.")
    equal: list[bool] = Field(
        description="Whether the states, and of two models the distributions, are equal but for rounding."
    )


class Role(Message):
    """A chat message's role, and the positions of its content."""

    role: str
    start: int
    stop: int = Field(description="The position after the content.")
    begun: bool = Field(
        default=False, description="Whether it is the beginning of a reply, which the model goes on with."
    )


class NextChange(Message):
    """A token that may come next, and its probability in both traces."""

    token: str
    before: float | None = Field(description="Null where the other model has no such token.")
    after: float | None


class SecondTrace(Message):
    """A trace to compare with another one: of a second prompt, of another model, or of a patched run."""

    id: str
    base: str = Field(description="Id of the trace that it is compared with; empty for the Explorer's own.")
    label: str
    tokens: list[str]
    quiet: list[int]
    roles: list[Role] = Field(description="Its chat messages; none for a text.")
    own: list[int | None] = Field(
        description="For each of its positions, the partner in the Explorer's own prompt; of a model that "
        "cuts the text otherwise, the first token that covers one of its characters."
    )
    partners: list[int | None] = Field(
        description="For each position of the trace that it is compared with, its own partner."
    )
    patches: list[tuple[int, int]] = Field(description="Layer and position of each patch; none for a prompt.")
    next: list[NextChange] = Field(description="What may come after each prompt's last token.")
    distance: float | None = Field(
        description="Total variation distance of what may come next; null where it is not finite, and of "
        "two vocabularies."
    )
    code: str = Field(description="Python that makes both traces again.")
    model: str = Field(
        default="", description="Name of the other session's model that ran it; empty for the Explorer's own."
    )
    n_layers: int | None = Field(
        default=None, description="L of the model that ran it; null for that of the Explorer's own."
    )
    key: str = Field(default="", description="Its content key.")
    variant: str = Field(
        default="",
        description="The choice of the source's field of this name that reads its cells; empty for none.",
    )
    not_asked: str = Field(
        default="", description="Why another model's cells are not asked about here; empty where they are."
    )
    not_subtracted: str = Field(
        default="", description="Why there is no difference of both; empty where there is one."
    )
    one_vocabulary: bool = Field(default=True, description="Whether both models have the same tokens.")


class SessionTrace(Message):
    """A trace of the session, which can be compared with."""

    key: str
    label: str


class Comparable(Message):
    """What can be compared with."""

    traces: list[SessionTrace]
    models: list[str] = Field(description="Names of the models of other open sessions.")


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
    difference: CellDifferences | None = None
    instead: str = Field(
        default="",
        description="Why the page is of the logit lens in the place of the lens that was asked for, in a "
        "sentence; empty where it is not.",
    )


class Continuation(Message):
    """How the model goes on with the trace's own prompt."""

    text: str
    ended: bool = Field(description="False where it was cut.")
    code: str


class LensChoice(Message):
    """A lens that the grid can show."""

    name: str = Field(description="As in `session.readers`; empty for the logit lens.")
    label: str
