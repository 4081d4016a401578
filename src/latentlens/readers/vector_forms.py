"""Forms of mappings and injections for the Explorer's options panel."""

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
    """Form of a mapping without fitted parameters: identity, rescaling or zero."""

    mapping: Annotated[
        MappingName,
        Panel(
            "Mapping",
            "Vector",
            "The function applied to the activation before it is written.",
            choices=(("identity", "as it is"), ("rescale", "rescaled"), ("zero", "zero (ablation)")),
        ),
    ] = "identity"
    norm: Annotated[
        float | None,
        Panel(
            "Target norm",
            "Vector",
            "The norm to which the activation is rescaled.",
            empty="the slot's own",
            when=("mapping", ("rescale",)),
        ),
    ] = None

    @classmethod
    def of(cls, value: Mapping | LayerMappings) -> MappingForm | None:
        """Return the form filled from a mapping; None for a fitted mapping and for a user's own class."""
        name = _MAPPINGS.get(type(value))
        if name is None:
            return None
        return cls(
            mapping=name, norm=value.norm if isinstance(value, Rescale) and value.norm != "slot" else None
        )

    def apply(self, before: Mapping | LayerMappings) -> Mapping:
        """Return the mapping that the form describes.

        Raises:
            MappingError: if the norm is not positive.
        """
        del before
        if self.mapping == "rescale":
            with naming("norm"):
                return Rescale("slot" if self.norm is None else self.norm)
        return Zero() if self.mapping == "zero" else Identity()


class InjectionForm(Form[Injection]):
    """Form of an injection: its name and strength."""

    injection: Annotated[
        InjectionName,
        Panel(
            "Injection",
            "Vector",
            "How the activation is combined with the slot's own state.",
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
            "Factor by which the activation is multiplied before it is added; for interpolation, 0 keeps the "
            "slot's state and 1 replaces it.",
            empty="usual",
            when=("injection", ("add", "add_norm_matched", "interpolate")),
        ),
    ] = None

    @classmethod
    def of(cls, value: Injection) -> InjectionForm | None:
        """Return the form filled from an injection, without a default strength; None for a user's class."""
        if type(value) not in _INJECTIONS:
            return None
        name, field = _INJECTIONS[type(value)]
        strength = getattr(value, field) if field else None
        usual = getattr(as_injection(name), field) if field else None
        return cls(injection=name, strength=None if strength == usual else strength)

    def apply(self, before: Injection) -> Injection:
        """Return the injection that the form describes.

        Raises:
            InputError: if the strength cannot be used.
        """
        del before
        kind, field = next(
            (kind, field) for kind, (name, field) in _INJECTIONS.items() if name == self.injection
        )
        with naming("strength"):
            made: Injection = kind(**({field: self.strength} if field and self.strength is not None else {}))
        return made
