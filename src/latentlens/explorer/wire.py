"""What travels between the Explorer's two halves, as models that check it and give TypeScript its types.

`scripts/wire_types.py` writes them into widgets/src/wire.ts; docs/protocol.md says what they mean.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

What = Literal[
    "lens", "ask", "readers", "sweep", "sites", "scales", "layers", "fit", "target", "steer", "strength",
    "train", "noise", "verify", "continuation", "answer", "traces", "second", "patch",
]  # fmt: skip
Value = str | int | float | bool | list[str] | list[int | float] | None
"""The value of a setting."""

Settings = Annotated[dict[str, Any], BeforeValidator(lambda value: {} if value is None else value)]
M = TypeVar("M", bound="Message")


class Message(BaseModel):
    """Plain data of known keys; keys that nobody knows are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class QuestionText(Message):
    """A way to ask, the text that it takes, or both; a text alone is a question in the user's own words."""

    preset: str = ""
    text: str = ""

    @model_validator(mode="before")
    @classmethod
    def _has_one(cls, question: Any) -> Any:
        if isinstance(question, dict) and not question.keys() & {"preset", "text"}:
            raise PydanticCustomError("question", "neither preset nor text")
        return question


class Asking(Message):
    """What every question has."""

    question: QuestionText
    options: Annotated[list[str], BeforeValidator(lambda value: [] if value is None else value)] = Field(
        default=[], description="The answers of a forced choice; empty for a free answer."
    )
    settings: Settings = Field(default={}, description="Those that differ from the reader's own.")
    source: Settings = Field(
        default={}, description="What is read in place of the selected cell; empty for that cell."
    )


class SelectedSites(Message):
    """Several layers, or several spans of positions, that are selected together."""

    layers: list[int] | None = Field(
        default=None,
        description="The selected layers where they are several, lowest first; `layer` is the highest.",
        json_schema_extra={"nullable": True},
    )
    spans: list[Annotated[tuple[int, int], Field(strict=False)]] | None = Field(
        default=None,
        description="Start and stop of each span of positions where they are several, from left to right.",
        json_schema_extra={"nullable": True},
    )


class AskArgs(Asking, SelectedSites):
    """A question to a cell; to none where a vector given in code is asked."""

    layer: int | None
    position: int | None
    start: int | None = Field(
        default=None,
        description="Where the last selected span begins; readers of so many sites read all for one answer.",
        json_schema_extra={"nullable": True},
    )
    stop: int | None = Field(
        default=None,
        description="The end of the span: the position after `position`.",
        json_schema_extra={"nullable": True},
    )


class ReadersArgs(AskArgs):
    """One selection that several readers are asked about; each question is as that of `ask`."""

    beside: list[Asking] = Field(description="What further readers are asked, each for itself.")


class SteerArgs(AskArgs):
    """A question to a decoder about a chat, and how the model is steered to another answer."""

    steer: Settings = Field(default={}, description="Settings of the panel that differ from its own.")


class StrengthArgs(Message):
    """Another strength of what was learnt."""

    steering: str = Field(description="Id of the query that steered.")
    strength: Annotated[float, Field(strict=False)]


class AgainArgs(Message):
    """An answer that is compared with noise, run again one at a time, or wanted whole."""

    answer: str = Field(description="Id of the answer, which may be a point of a curve or grid.")


class TrainArgs(Message):
    """A decoder to train."""

    train: Settings = Field(default={}, description="Settings of the panel that differ from its own.")


class SweepArgs(Asking):
    """A question to the positions of a layer, all of them where no start is given."""

    layer: int
    layers: list[int] | None = Field(
        default=None,
        description="Layers that are read together at each position, lowest first; `layer` is the highest.",
        json_schema_extra={"nullable": True},
    )
    start: int | None = None
    stop: int | None = None
    near: Annotated[tuple[int, int], Field(strict=False)] | None = Field(
        default=None,
        description="First and last position in sight; Python asks those first, coarse before fine.",
        json_schema_extra={"nullable": True},
    )


class SitesArgs(Asking):
    """A question to positions of several layers; Python asks those in sight first, coarse before fine."""

    layers: list[int] | None = Field(description="Null for all that the reader reads alone.")
    start: int | None
    stop: int | None
    near: list[int] | None = Field(
        default=None,
        description="What is in sight: first and last layer, first and last position.",
        json_schema_extra={"nullable": True},
    )


class LayersArgs(Asking):
    """A question to a position, read at every layer and written at every layer."""

    position: int


class FitArgs(Message):
    """A reader to fit; the layer is the selected one."""

    layer: int | None
    question: QuestionText
    settings: Settings = {}
    source: Settings = Field(default={}, description="As of `ask`; no variant is fitted.")


class LensArgs(Message):
    """A page of the lens."""

    layers: list[int]
    start: int
    stop: int
    lens: str = Field(default="", description="Name of a fitted lens in `lenses`; empty for the logit lens.")
    measures: bool = Field(default=False, description="Whether the measures of each cell are wanted too.")
    pinned: str = Field(
        default="", description="The token whose rank and probability are among them; empty for none."
    )
    trace: str = Field(default="", description="Id of a second trace; empty for the Explorer's own.")
    difference: bool = Field(
        default=False,
        description="Whether the page is of that trace minus what it is compared with, at the sites of that.",
    )


class SecondArgs(Message):
    """A second trace to compare with: a prompt that is run, here or in another model, or a trace."""

    prompt: str = Field(
        default="",
        description="Text of the prompt, in a chat of what replaces its last user message and all after it; "
        "empty for a trace of the session, and for the Explorer's own prompt in another model.",
    )
    begins: str | None = Field(
        default=None,
        description="In a chat, what the assistant's reply begins with; empty where it is not begun. Without "
        "a prompt, the chat stays as it is up to its last reply.",
        json_schema_extra={"nullable": True},
    )
    key: str = Field(default="", description="Key of the trace, as `traces` lists it.")
    model: str = Field(
        default="",
        description="Name of another open session's model that runs the prompt, as `traces` lists it; empty "
        "for the Explorer's own.",
    )


class SecondShown(Message):
    """What the second grid shows."""

    id: str = Field(description="Id of a second trace.")
    side: Literal["second", "base", "difference"] = Field(
        description="The trace itself, what it is compared with, or both subtracted."
    )


class PatchSite(Message):
    """A cell of a trace."""

    trace: str = Field(description="Id of a second trace; empty for the Explorer's own.")
    layer: int
    position: int


class PatchArgs(Message):
    """A state that is written into a trace's run."""

    read: PatchSite = Field(description="Where the state is read.")
    write: PatchSite = Field(description="Where it is written.")


class Query(Message):
    """Work to be done."""

    kind: Literal["query"] = "query"
    id: str
    what: What
    args: dict[str, Any]


class Draft(Message):
    """What the question box holds."""

    preset: str
    texts: dict[str, str] = Field(description="What was typed, by way to ask.")
    options: str
    settings: dict[str, Value] = Field(description="What was set, whichever reader takes it.")
    open: bool = Field(description="Whether the options panel is open.")
    beside: list[str] = Field(default=[], description="Further ways to ask, asked about the same.")
    panel: Literal["", "steer", "train"] = Field(
        default="", description="Which panel is open under the question."
    )


IN = (
    *(AskArgs, ReadersArgs, SteerArgs, StrengthArgs, SweepArgs, SitesArgs, LayersArgs, FitArgs, LensArgs),
    AgainArgs,
    *(TrainArgs, SecondArgs, PatchArgs, SecondShown, Query, Draft),
)
"""What the browser sends."""


def parse_args(model: type[M], args: Any) -> M:
    """Return a query's args as a model.

    Args:
        model: the model of the query.
        args: what was sent.

    Raises:
        InputError: naming the key that is wrong, and what it has to be.
    """
    try:
        return model.model_validate(args)
    except ValidationError as error:
        name = str(error.errors(include_url=False)[0]["loc"][0])
        value = args.get(name) if isinstance(args, dict) else args
        raise InputError(f"{_SAYS.get(name, f'{name!r} is a whole number')}; got {shown(value)}.") from None


_SAYS = {
    "question": "A question has a preset, a text, or both",
    "options": "The options are a list of texts",
    "settings": "The settings are values by name",
    "source": "The source is values by name",
    "beside": "What further readers are asked is a list of questions",
    "layers": "Layers are a list of whole numbers",
    "steer": "The settings of steering are values by name",
    "train": "The settings of training are values by name",
    "steering": "The steering is the id of the query that steered",
    "strength": "The strength is a number",
    "near": "What is in sight is a list of whole numbers",
    "lens": "A lens is named by a text",
    "measures": "Whether measures are wanted is true or false",
    "pinned": "The pinned token is a text",
    "answer": "The answer is the id of an answer",
    "spans": "Spans are pairs of whole numbers, start and stop",
    "trace": "A second trace is named by its id",
    "difference": "Whether a difference is wanted is true or false",
    "prompt": "The second prompt is a text",
    "begins": "What the reply begins with is a text",
    "key": "A trace of the session is named by its key",
    "model": "The model that runs the prompt is named by a text",
    "read": "The cell that is read has a trace, a layer and a position",
    "write": "The cell that is written has a trace, a layer and a position",
}
"""What each key of a query's args has to be; the others are whole numbers."""
