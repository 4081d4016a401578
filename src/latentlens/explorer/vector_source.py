"""What a question can read in place of a cell: a difference of two states, or a vector given in code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.activations.vectors import Difference, Vectors, difference_name
from latentlens.explorer.protocol import Json, SettingError, parse_numbers
from latentlens.explorer.selected_vector import Chosen
from latentlens.explorer.validate import number, whole

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.session import Session

_SOURCE: Json = json.loads((Path(__file__).parent / "source.json").read_text("utf-8"))
"""The fields of a source and their usual values; a file, which the browser's tests read too."""

_DIFFERENCE = "difference"


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
            if some.session not in (self._session, self._trace.session):
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
        own = [[key, f"{name}, layer {some.layer}"] for key, (some, name) in self._own.items()]
        first, *others = _SOURCE["fields"]
        return {**_SOURCE, "fields": [{**first, "choices": [*first["choices"], *own]}, *others]}

    def chosen(self, args: Json) -> Chosen | None:
        """Return the vector that a query asks about, None where that is a cell.

        Raises:
            SettingError: if there is no such vector, or its scale is not a number.
            InputError: if the query names no cell that something is subtracted from.
        """
        given = args.get("source") or {}
        if not isinstance(given, dict):
            raise InputError(f"The source is values by name; got {shown(given)}.")
        source = {**_SOURCE["settings"], **given}
        key = source["vector"]
        if key is None:
            return None
        scale, scales = number("scale", source["scale"]), _scales(source["scales"])
        if key == _DIFFERENCE:
            return self._difference(args, source["minus"], scale, scales)
        own = self._own.get(key) if isinstance(key, str) else None
        if own is None:
            raise SettingError(
                "vector", f"There is no vector {shown(key)} here any more. Choose another source."
            )
        some, name = own
        return Chosen(name, some.layer, scale, scales, lambda: some[name])

    def _difference(self, args: Json, minus: Any, scale: float, scales: tuple[float, ...]) -> Chosen:
        if args.get("layer") is None:
            raise SettingError("vector", "Select a cell: a difference is its state minus another token's.")
        layer, position = parse_numbers(args, "layer", "position")
        trace, layer, position = self._trace, self._trace.layer(layer), self._trace.position(position)
        if minus is None:
            raise SettingError(
                "minus", "Which token is subtracted? Give its position, or select it and subtract it."
            )
        try:
            minus = trace.position(whole("minus", minus))
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


def _scales(given: Any) -> tuple[float, ...]:
    if not isinstance(given, list) or not given:
        raise SettingError("scales", f"Scales are numbers, such as 0.5, 1, 2 or -1; got {shown(given)}.")
    return tuple(sorted({number("scales", scale) for scale in given}))


def _no_vectors(given: Any) -> InputError:
    return InputError(
        "Vectors are what session.vectors({'my direction': tensor}, layer=...) returns, or a list of such; "
        f"got {type(given).__name__}."
    )
