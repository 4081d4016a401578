"""Sources of the Explorer's questions beside the selected cell: a difference of states, or a given vector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from latentlens.activations.vectors import Difference, Vectors, difference_name
from latentlens.display.printable import isolated
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError, parse_numbers
from latentlens.explorer.selected_vector import ChosenVector
from latentlens.explorer.variant_source import VariantChoice
from latentlens.inputs.shown import shown
from latentlens.readers.form import Panel, checked, panel_json

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.session import Session

_DIFFERENCE = "difference"


class SourceForm(BaseModel):
    """Form of a question's source: the selected cell, a difference or a vector, and its scales."""

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
    variant: Annotated[
        str | None,
        Panel(
            "Model",
            "Source",
            "Whose activations are read: the model's as it was run, those with an adapter on, those of "
            "another session's model on the same tokens, or the difference that either makes.",
            kind="choice",
            choices=((None, "the model as it was run"),),
            says="one of the choices, or nothing for the model as it was run",
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
            "Factor of the vector; a negative one reverses its direction.",
            needs="vector",
        ),
    ] = 1
    scales: Annotated[
        list[float],
        Field(min_length=1),
        Panel(
            "Scales",
            "Source",
            "The factors that a sweep over scales runs through, such as -1, 0.5, 1, 2.",
            needs="vector",
            says="a list of numbers, such as 0.5, 1, 2 or -1",
        ),
    ] = [0.5, 1, 2, 4, 8]


def source_json(vectors: Sequence[tuple[str, str]] = (), variants: Sequence[tuple[str, str]] = ()) -> Json:
    """Return the trait `source`: the form's fields and their default values.

    Args:
        vectors: key and label of each vector that was given in code; none by default.
        variants: key and label of each variant of the model; none by default.
    """
    (group,) = panel_json([SourceForm])
    first, model, *others = group["fields"]
    # with no variants too: the browser may still have one that was chosen, and must not drop it
    fields = [
        {**field, "choices": [*field["choices"], *map(list, more)]}
        for field, more in ((first, vectors), (model, variants))
    ]
    return {**group, "fields": [*fields, *others], "settings": SourceForm().model_dump()}


class VectorChoice:
    """The vectors of one Explorer's questions: those given in code, and differences of its trace's states.

    Args:
        session: the session that is asked.
        trace: the trace whose states are subtracted.
    """

    def __init__(self, session: Session, trace: Trace) -> None:
        self._session, self._trace = session, trace
        self.variants = VariantChoice(session, trace)
        """The variants and other models whose activations can be read in place of the trace's."""
        self._by_key: dict[str, tuple[Vectors, str]] = {}
        self.vectors: tuple[Vectors, ...] = ()
        """The vectors given in code."""

    def give(self, vectors: Vectors | Sequence[Vectors] | None) -> None:
        """Set the vectors given in code, in place of earlier ones.

        Args:
            vectors: vectors, a list of them, or None for none.

        Raises:
            InputError: if they are not vectors, belong to another session, or two have one name and layer.
        """
        given_vectors = (vectors,) if isinstance(vectors, Vectors) else () if vectors is None else vectors
        if isinstance(given_vectors, Mapping) or not isinstance(given_vectors, Sequence):
            raise _no_vectors(given_vectors)
        by_key: dict[str, tuple[Vectors, str]] = {}
        for each in given_vectors:
            if not isinstance(each, Vectors):
                raise _no_vectors(each)
            if each.backend not in (self._session.backend, self._trace.backend):
                raise InputError(
                    "These vectors belong to another session. Make them with the session of this Explorer: "
                    "session.vectors({...}, layer=...)."
                )
            for name in each.names:
                if (key := f"{each.layer}:{name}") in by_key:
                    raise InputError(
                        f"Two vectors of layer {each.layer} are named {name!r}. Give each a name of its own."
                    )
                by_key[key] = (each, name)
        self._by_key, self.vectors = by_key, tuple(given_vectors)

    def to_json(self) -> Json:
        """Return the trait `source`: the form's fields, with the vectors as choices."""
        return source_json(
            [
                (key, f"{isolated(name)}, layer {vectors.layer}")
                for key, (vectors, name) in self._by_key.items()
            ],
            self.variants.choices,
        )

    def chosen(self, args: Json) -> ChosenVector | None:
        """Return the vector that a query asks about; None if it asks about the selected cell.

        Raises:
            SettingError: if there is no such vector, or its scale is not a number.
            InputError: if no cell is selected for a difference.
        """
        source_values = args.get("source") or {}
        if not isinstance(source_values, dict):
            raise InputError(f"The source is values by name; got {shown(source_values)}.")
        if source_values.get("vector") is None:
            return None
        self.variants.chosen(args)  # no vector is read of a variant
        try:
            source = SourceForm(**checked([SourceForm], source_values))
        except InputError as error:
            raise SettingError(error.setting or "vector", str(error)) from None
        key, scale, scales = source.vector, source.scale, tuple(sorted({*source.scales}))
        if key == _DIFFERENCE:
            return self._difference(args, source.minus, scale, scales)
        named = self._by_key.get(key or "")
        if named is None:
            raise SettingError(
                "vector", f"There is no vector {shown(key)} here any more. Choose another source."
            )
        vectors, name = named
        return ChosenVector(name, vectors.layer, scale, scales, lambda: vectors[name])

    def _difference(
        self, args: Json, minus: int | None, scale: float, scales: tuple[float, ...]
    ) -> ChosenVector:
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

        return ChosenVector(difference_name(trace, position, minus), layer, scale, scales, make)


def _no_vectors(vectors: Any) -> InputError:
    return InputError(
        "Vectors are what session.vectors({'my direction': tensor}, layer=...) returns, or a list of such; "
        f"got {type(vectors).__name__}."
    )
