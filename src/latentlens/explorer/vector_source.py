"""What a question can read in place of a cell: a difference of two states, or a vector given in code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from latentlens.activations.vectors import Difference, Vectors, difference_name
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError, parse_numbers
from latentlens.explorer.selected_vector import Chosen
from latentlens.inputs.shown import shown
from latentlens.readers.form import Panel, checked, panel_json

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.session import Session

_DIFFERENCE = "difference"


class SourceForm(BaseModel):
    """What a question reads, as plain data."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, allow_inf_nan=False)

    vector: Annotated[
        str | None,
        Panel(
            "Source",
            "Source",
            "What is read: the selected cell, its state minus another token's, or a vector given in code.",
            kind="choice",
            choices=((None, "the selected cell"), (_DIFFERENCE, "a difference")),
            says="the name of a vector, or nothing for the selected cell",
        ),
    ] = None
    minus: Annotated[
        int | None,
        Panel(
            "Minus position",
            "Source",
            "The position of the token whose state, at the layer of the selected cell, is subtracted.",
            when=("vector", (_DIFFERENCE,)),
        ),
    ] = None
    scale: Annotated[
        float,
        Panel(
            "Scale",
            "Source",
            "What is asked is scale × vector; a negative one turns it round.",
            needs="vector",
        ),
    ] = 1
    scales: Annotated[
        list[float],
        Field(min_length=1),
        Panel(
            "Scales",
            "Source",
            "What a sweep over scales asks, such as -1, 0.5, 1, 2.",
            needs="vector",
            says="a list of numbers, such as 0.5, 1, 2 or -1",
        ),
    ] = [0.5, 1, 2, 4, 8]


def source_json(vectors: Sequence[tuple[str, str]] = ()) -> Json:
    """Return the trait `source`: the fields, and each field's value before it is typed.

    Args:
        vectors: the key and the label of each vector that was given in code.
    """
    (group,) = panel_json([SourceForm])
    first, *others = group["fields"]
    choices = [*first["choices"], *map(list, vectors)]
    return {
        **group,
        "fields": [{**first, "choices": choices}, *others],
        "settings": SourceForm().model_dump(),
    }


class VectorChoice:
    """The vectors of one Explorer's questions: those given in code, and differences of its trace's states.

    Args:
        session: that is asked.
        trace: whose states are subtracted.
    """

    def __init__(self, session: Session, trace: Trace) -> None:
        self._session, self._trace = session, trace
        self._own: dict[str, tuple[Vectors, str]] = {}
        self.given: tuple[Vectors, ...] = ()
        """Those given in code."""

    def give(self, vectors: Vectors | Sequence[Vectors] | None) -> None:
        """Take vectors given in code, in place of those before.

        Raises:
            InputError: if they are no vectors, belong to another session, or two have one name and layer.
        """
        given = (vectors,) if isinstance(vectors, Vectors) else () if vectors is None else vectors
        if isinstance(given, Mapping) or not isinstance(given, Sequence):
            raise _no_vectors(given)
        own: dict[str, tuple[Vectors, str]] = {}
        for some in given:
            if not isinstance(some, Vectors):
                raise _no_vectors(some)
            if some.backend not in (self._session.backend, self._trace.backend):
                raise InputError(
                    "These vectors belong to another session. Make them with the session of this Explorer: "
                    "session.vectors({...}, layer=...)."
                )
            for name in some.names:
                if (key := f"{some.layer}:{name}") in own:
                    raise InputError(
                        f"Two vectors of layer {some.layer} are named {name!r}. Give each a name of its own."
                    )
                own[key] = (some, name)
        self._own, self.given = own, tuple(given)

    def to_json(self) -> Json:
        """Return the trait `source`: the fields, and every vector to choose by name and layer."""
        return source_json([(key, f"{name}, layer {some.layer}") for key, (some, name) in self._own.items()])

    def chosen(self, args: Json) -> Chosen | None:
        """Return the vector that a query asks about, None where that is a cell.

        Raises:
            SettingError: if there is no such vector, or its scale is not a number.
            InputError: if the query names no cell that something is subtracted from.
        """
        given = args.get("source") or {}
        if not isinstance(given, dict):
            raise InputError(f"The source is values by name; got {shown(given)}.")
        if given.get("vector") is None:
            return None
        try:
            source = SourceForm(**checked([SourceForm], given))
        except InputError as error:
            raise SettingError(error.setting or "vector", str(error)) from None
        key, scale, scales = source.vector, source.scale, tuple(sorted({*source.scales}))
        if key == _DIFFERENCE:
            return self._difference(args, source.minus, scale, scales)
        own = self._own.get(key or "")
        if own is None:
            raise SettingError(
                "vector", f"There is no vector {shown(key)} here any more. Choose another source."
            )
        some, name = own
        return Chosen(name, some.layer, scale, scales, lambda: some[name])

    def _difference(self, args: Json, minus: int | None, scale: float, scales: tuple[float, ...]) -> Chosen:
        if args.get("layer") is None:
            raise SettingError("vector", "Select a cell: a difference is its state minus another token's.")
        layer, position = parse_numbers(args, "layer", "position")
        trace, layer, position = self._trace, self._trace.layer(layer), self._trace.position(position)
        if minus is None:
            raise SettingError(
                "minus", "Which token is subtracted? Give its position, or select it and subtract it."
            )
        try:
            minus = trace.position(minus)
        except InputError as error:
            raise SettingError("minus", str(error)) from None
        if minus == position:
            raise SettingError(
                "minus", "Now select the cell to subtract it from: a state minus itself is nothing."
            )

        def make() -> Vectors:
            try:
                return Difference(trace, layer, position, minus)
            except InputError as error:
                raise SettingError("minus", str(error)) from error

        return Chosen(difference_name(trace, position, minus), layer, scale, scales, make)


def _no_vectors(given: Any) -> InputError:
    return InputError(
        "Vectors are what session.vectors({'my direction': tensor}, layer=...) returns, or a list of such; "
        f"got {type(given).__name__}."
    )
