"""Mappings and injections as plain data that a browser can edit."""

from __future__ import annotations

from typing import Annotated, Literal

from latentlens.engine.injection import Add, AddNormMatched, Injection, Interpolate, Replace, as_injection
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity, Mapping, Rescale, Zero
from latentlens.readers.form import Form, Panel, naming

MappingName = Literal["identity", "rescale", "zero"]
InjectionName = Literal["replace", "add", "add_norm_matched", "interpolate"]

_MAPPINGS: dict[type, MappingName] = {Identity: "identity", Rescale: "rescale", Zero: "zero"}
_INJECTIONS: dict[type, tuple[InjectionName, str]] = {
    Replace: ("replace", ""),
    Add: ("add", "scale"),
    AddNormMatched: ("add_norm_matched", "scale"),
    Interpolate: ("interpolate", "strength"),
}


class MappingForm(Form[Mapping | LayerMappings]):
    """A mapping that has no fitted numbers, by name."""

    mapping: Annotated[
        MappingName,
        Panel(
            "Mapping",
            "Vector",
            "What becomes of the activation before it is written.",
            choices=(("identity", "as it is"), ("rescale", "rescaled"), ("zero", "zero (ablation)")),
        ),
    ] = "identity"
    norm: Annotated[
        float | None,
        Panel(
            "To norm",
            "Vector",
            "The norm that the activation is rescaled to.",
            empty="the slot's own",
            when=("mapping", ("rescale",)),
        ),
    ] = None

    @classmethod
    def of(cls, value: Mapping | LayerMappings) -> MappingForm | None:
        """Return the mapping's name and norm; None for a fitted mapping, and for one of the user's."""
        name = _MAPPINGS.get(type(value))
        if name is None:
            return None
        return cls(
            mapping=name, norm=value.norm if isinstance(value, Rescale) and value.norm != "slot" else None
        )

    def apply(self, before: Mapping | LayerMappings) -> Mapping:
        """Return the mapping.

        Raises:
            MappingError: if the norm is not positive.
        """
        del before
        if self.mapping == "rescale":
            with naming("norm"):
                return Rescale("slot" if self.norm is None else self.norm)
        return Zero() if self.mapping == "zero" else Identity()


class InjectionForm(Form[Injection]):
    """An injection by name, with its strength."""

    injection: Annotated[
        InjectionName,
        Panel(
            "Injection",
            "Vector",
            "How the slot takes the activation.",
            choices=(
                ("replace", "replace"),
                ("add", "add"),
                ("add_norm_matched", "add, norm-matched"),
                ("interpolate", "interpolate"),
            ),
        ),
    ] = "replace"
    strength: Annotated[
        float | None,
        Panel(
            "Strength",
            "Vector",
            "How much of the activation is added; of an interpolation, 0 leaves the slot as it is and 1 "
            "replaces it.",
            empty="usual",
            when=("injection", ("add", "add_norm_matched", "interpolate")),
        ),
    ] = None

    @classmethod
    def of(cls, value: Injection) -> InjectionForm | None:
        """Return the injection's name, and its strength unless that is usual; None for a user's own."""
        if type(value) not in _INJECTIONS:
            return None
        name, field = _INJECTIONS[type(value)]
        strength = getattr(value, field) if field else None
        usual = getattr(as_injection(name), field) if field else None
        return cls(injection=name, strength=None if strength == usual else strength)

    def apply(self, before: Injection) -> Injection:
        """Return the injection.

        Raises:
            InputError: if its strength cannot be used.
        """
        del before
        kind, field = next(
            (kind, field) for kind, (name, field) in _INJECTIONS.items() if name == self.injection
        )
        with naming("strength"):
            made: Injection = kind(**({field: self.strength} if field and self.strength is not None else {}))
        return made
